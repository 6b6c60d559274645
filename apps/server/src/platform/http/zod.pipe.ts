import { Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from '../errors/app-error.js';
import { zodProblems } from '../errors/to-app-error.js';

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
