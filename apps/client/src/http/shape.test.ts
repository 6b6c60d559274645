import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checked,
  flag,
  list,
  nullable,
  object,
  oneOf,
  optional,
  record,
  ShapeError,
  tagged,
  text,
  tuple,
  whole,
} from './shape.js';

describe('shapes', () => {
  const person = object<{ name: string; age: number | null; tags?: string[] }>({
    name: text,
    age: nullable(whole),
    tags: optional(list(text)),
  });

  it('gives the value itself, with what a newer server may add', () => {
    const value = { name: 'Ann', age: null, more: 1 };
    expect(checked(person, value)).toBe(value);
  });

  it('names the place of what is wrong', () => {
    expect(() => checked(person, { name: 'Ann', age: 1.5 })).toThrow('age is not a whole number');
    expect(() => checked(person, { name: 'Ann', age: 1, tags: ['a', 2] })).toThrow('tags[1] is not a text');
    expect(() => checked(list(person), [{ name: 'Ann', age: 1 }, null])).toThrow('[1] is not an object');
  });

  it('knows words, flags, fixed lists, records and tagged objects', () => {
    expect(() => checked(oneOf('in', 'post'), 'off')).toThrow(ShapeError);
    expect(() => checked(flag, 1)).toThrow(ShapeError);
    expect(() => checked(tuple(whole, whole), [1])).toThrow('a list of 2');
    expect(() => checked(record(whole), { a: 1, b: '2' })).toThrow('.b is not a whole number');
    const shape = tagged<{ type: string; n: number }>('type', {
      one: object<{ n: number }>({ n: whole }) as never,
    });
    expect(checked(shape, { type: 'one', n: 1 })).toEqual({ type: 'one', n: 1 });
    expect(() => checked(shape, { type: 'two', n: 1 })).toThrow('.type is not one of one');
    expect(() => checked(shape, { type: 'one', n: 'x' })).toThrow('n is not a whole number');
  });

  it('throws nothing but ShapeError, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          checked(person, value);
        } catch (error) {
          expect(error).toBeInstanceOf(ShapeError);
        }
      }),
    );
  });
});
