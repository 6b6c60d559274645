import { Inject, Injectable } from '@nestjs/common';
import * as contract from '@sunday-live/contract';
import { problemSchema } from '@sunday-live/contract';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { CONFIG, type Config } from '../../config/config.js';
import { catalogue, type ErrorCode } from '../errors/app-error.js';
import { groupBy } from '../group-by.js';
import type { ApiRouteOptions } from './openapi.js';
import { limitClassOf } from './route-limits.js';
import { type DeclaredRoute, Routes } from './routes.js';

let named = false;

/**
 * Names every schema of the contract, for example `leagueSummarySchema` as `LeagueSummary`, so that generated clients
 * get named types.
 */
export function nameContractSchemas(): void {
  if (named) return;
  named = true;
  for (const [key, schema] of Object.entries(contract)) {
    if (!(schema instanceof z.core.$ZodType) || !key.endsWith('Schema') || z.globalRegistry.has(schema))
      continue;
    const id = `${key.charAt(0).toUpperCase()}${key.slice(1, -'Schema'.length)}`;
    z.globalRegistry.add(schema, { id });
  }
}

/**
 * Returns the errors that a route can answer because of the rules that apply before every route (access, origin,
 * limits), so that no route has to list them.
 */
export function refusalsOf({
  method,
  path,
  access,
}: Pick<DeclaredRoute, 'method' | 'path' | 'access'>): ErrorCode[] {
  const codes: ErrorCode[] = [];
  if (access !== 'public') codes.push('unauthenticated', 'signed-in-as-another');
  if (access === 'admin') codes.push('forbidden', 'admin-mfa-required');
  if (method !== 'get') codes.push('origin-refused');
  if (limitClassOf(`${method.toUpperCase()} ${path}`) !== 'unlimited') codes.push('too-many-requests');
  return codes;
}

/** The fields of a route that the document needs. */
export type DescribedRoute = Omit<DeclaredRoute, 'audit'>;

type Document = ReturnType<typeof createDocument>;

/** Builds the OpenAPI 3.1 document of all routes that are declared with `@ApiRoute`. */
@Injectable()
export class OpenApiDocument {
  private built: Document | null = null;

  /** Routes behind a controller's wildcard, which are described by their own feature. */
  private readonly beside: DescribedRoute[] = [];

  constructor(
    private readonly routes: Routes,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  /** Adds routes that no controller declares individually. */
  add(routes: readonly DescribedRoute[]): void {
    this.beside.push(...routes);
  }

  get(): Document {
    this.built ??= this.build();
    return this.built;
  }

  private build(): Document {
    nameContractSchemas();
    const paths: ZodOpenApiPathsObject = {};
    for (const route of [...this.routes.all(), ...this.beside]) {
      if (route.api === undefined) continue;
      const path = route.path.replaceAll(/[:*](\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [route.method]: describe(route, route.api) };
    }
    return createDocument({
      openapi: '3.1.0',
      servers: [{ url: this.config.publicUrl }],
      info: {
        title: 'Sunday Live',
        version: '1',
        description: 'Errors are RFC 9457 problem documents with a stable `code`.',
      },
      paths,
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'sunday-live.session_token',
            description: 'Session cookie; its name starts with `__Host-` on https.',
          },
        },
      },
    });
  }
}

function describe(route: DescribedRoute, api: ApiRouteOptions): ZodOpenApiOperationObject {
  return {
    summary: api.summary,
    operationId: route.handler,
    tags: [route.path.split('/')[2] ?? 'server'],
    ...(route.access === 'public' ? {} : { security: [{ session: [] }] }),
    ...(api.query === undefined ? {} : { requestParams: { query: api.query } }),
    ...(api.body === undefined
      ? {}
      : { requestBody: { content: { 'application/json': { schema: api.body } } } }),
    parameters: [...route.path.matchAll(/[:*](\w+)/g)].map(([, name = '']) => ({
      name,
      in: 'path' as const,
      required: true,
      schema: { type: 'string' as const },
    })),
    responses: {
      [api.status ?? 200]: {
        description: 'OK',
        ...goodContent(api),
      },
      ...problems([...new Set([...(api.errors ?? []), ...refusalsOf(route)])]),
    },
  };
}

function goodContent({ type, response }: ApiRouteOptions): Pick<ZodOpenApiResponseObject, 'content'> {
  if (type !== undefined) return { content: { [type]: { schema: { type: 'string' } } } };
  return response === undefined ? {} : { content: { 'application/json': { schema: response } } };
}

function problems(codes: readonly ErrorCode[]): ZodOpenApiResponsesObject {
  const byStatus = groupBy(codes, (code) => catalogue[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `\`${code}\`: ${catalogue[code].title}`).join('; '),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
}
