import { type CustomDecorator, Injectable, type PipeTransform, SetMetadata } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from '../errors/app-error.js';
import { zodProblems } from '../errors/problem.filter.js';

export type Access = 'public' | 'signed-in' | 'admin';

/** Metadata key of a route's access rule. */
export const ACCESS = 'sunday-live:access';

/** The route is open to everybody, with or without a session. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, 'public' satisfies Access);
/** The route needs a session. */
export const SignedIn = (): CustomDecorator => SetMetadata(ACCESS, 'signed-in' satisfies Access);
/** The route needs an admin, with a second factor where the configuration requires one. */
export const AdminOnly = (): CustomDecorator => SetMetadata(ACCESS, 'admin' satisfies Access);

/** Parses input with a schema, `@Body(new ZodPipe(schema))`; throws 422 `invalid-input` with every problem. */
@Injectable()
export class ZodPipe<T> implements PipeTransform<unknown, T> {
  constructor(private readonly schema: z.core.$ZodType<T>) {}

  transform(value: unknown): T {
    const parsed = z.safeParse(this.schema, value);
    if (!parsed.success) throw new AppError('invalid-input', undefined, zodProblems(parsed.error));
    return parsed.data;
  }
}
