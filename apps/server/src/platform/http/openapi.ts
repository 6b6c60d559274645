import { SetMetadata } from '@nestjs/common';
import type { $ZodObject, $ZodType } from 'zod/v4/core';
import type { ErrorCode } from '../errors/app-error.js';

/** Description of a route for /api/openapi.json. Path parameters are taken from the route. */
export interface ApiRouteOptions {
  readonly summary: string;
  readonly body?: $ZodType;
  readonly query?: $ZodObject;
  readonly response?: $ZodType;
  /** Media type of an answer other than JSON. */
  readonly type?: string;
  /** Status of a successful answer; default 200. */
  readonly status?: number;
  readonly errors?: readonly ErrorCode[];
}

export const API_ROUTE = 'sunday-live:api-route';

/** Documents a controller method. */
export const ApiRoute = (options: ApiRouteOptions): MethodDecorator => SetMetadata(API_ROUTE, options);
