import { NotFoundException } from '@nestjs/common';
import { positionSchema, problemSchema } from '@sunday-live/contract';
import { QueryRunnerAlreadyReleasedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { QueryTimeout } from '../database/session.js';
import { AppError, catalogue, type ErrorCode } from './app-error.js';
import { toAck, toAppError, toProblem } from './problem.filter.js';

const withCode = (code: string) =>
  Object.assign(new Error('secret: postgres://user:password@host'), { code });

describe('the catalogue', () => {
  it('is sorted, so that no code is added twice', () => {
    expect(Object.keys(catalogue)).toEqual(Object.keys(catalogue).toSorted());
  });

  it.each(Object.keys(catalogue) as ErrorCode[])('%s makes a problem document', (code) => {
    const problem = toProblem(new AppError(code));
    expect(problemSchema.parse(problem)).toMatchObject({ code, status: catalogue[code].status });
  });
});

describe('what clients see of an error', () => {
  it.each([
    [new AppError('conflict'), 'conflict'],
    [new NotFoundException('Cannot GET /x'), 'not-found'],
    [withCode('53300'), 'busy'],
    [withCode('57014'), 'busy'],
    [withCode('40P01'), 'busy'],
    [new Error('timeout exceeded when trying to connect'), 'busy'],
    [withCode('57P03'), 'unavailable'],
    [withCode('57P01'), 'unavailable'],
    [withCode('08006'), 'unavailable'],
    [withCode('53100'), 'unavailable'],
    [withCode('25P03'), 'unavailable'],
    [withCode('ENOSPC'), 'unavailable'],
    [withCode('ECONNREFUSED'), 'unavailable'],
    [withCode('23503'), 'conflict'],
    [new QueryRunnerAlreadyReleasedError(), 'unavailable'],
    [new QueryTimeout(5000), 'unavailable'],
    [new Error('Client has encountered a connection error and is not queryable'), 'unavailable'],
    [new Error('Connection terminated unexpectedly'), 'unavailable'],
    [Object.assign(new Error('query failed'), { driverError: withCode('55P03') }), 'busy'],
    [Object.assign(new Error('too large'), { status: 413, expose: true }), 'payload-too-large'],
    [new Error('secret'), 'internal'],
    ['secret', 'internal'],
    [null, 'internal'],
  ])('%s is %s', (thrown, code) => {
    const error = toAppError(thrown);
    expect(error.code).toBe(code);
    expect(JSON.stringify(toProblem(error))).not.toContain('secret');
    expect(toAck(thrown)).toEqual({ ok: false, code, message: expect.not.stringContaining('secret') });
  });

  it('is invalid-input when a schema of the contract or of the server refuses the input', () => {
    const refused = (work: () => unknown) => {
      try {
        return work();
      } catch (error) {
        return toAck(error);
      }
    };
    expect(refused(() => positionSchema.parse({ epoch: 'e', seq: 'x' }))).toMatchObject({
      code: 'invalid-input',
    });
  });

  it('lists every fault of an input', () => {
    const { error } = z
      .object({ a: z.string(), b: z.object({ c: z.number() }) })
      .safeParse({ a: 1, b: { c: 'x' } });
    expect(toProblem(toAppError(error)).problems).toEqual([
      { code: 'invalid-type', message: expect.any(String), path: 'a' },
      { code: 'invalid-type', message: expect.any(String), path: 'b.c' },
    ]);
  });
});
