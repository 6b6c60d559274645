import { SetMetadata } from '@nestjs/common';
import type { $ZodObject, $ZodType } from 'zod/v4/core';
import type { ErrorCode } from '../errors/catalogue.js';

/** What a route tells about itself in /api/openapi.json. Path parameters are read from the route. */
export interface ApiRouteOptions {
  readonly summary: string;
  readonly body?: $ZodType;
  readonly query?: $ZodObject;
  readonly response?: $ZodType;
  /** Media type of an answer that is no JSON. */
  readonly type?: string;
  /** Status of the good answer; default 200. */
  readonly status?: number;
  readonly errors?: readonly ErrorCode[];
}

export const API_ROUTE = 'sunday-live:api-route';

/** Documents a controller method. */
export const ApiRoute = (options: ApiRouteOptions): MethodDecorator => SetMetadata(API_ROUTE, options);
