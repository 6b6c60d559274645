/**
 * Checks of what arrives over the network, small enough for a phone. The schemas of the contract weigh 26 KB compressed;
 * these say the same (a test compares them) and are typed by the contract, so that neither can drift alone.
 */
export type Shape<T> = (value: unknown, path: string) => asserts value is T;

/** What arrived is not what the contract says. `path` tells where. */
export class ShapeError extends Error {
  constructor(
    readonly path: string,
    wanted: string,
  ) {
    super(`${path || 'the value'} is not ${wanted}`);
    this.name = 'ShapeError';
  }
}

/** The value itself, once it has passed the check. Throws ShapeError. */
export function checked<T>(shape: Shape<T>, value: unknown): T {
  const check: Shape<T> = shape;
  check(value, '');
  return value;
}

export const text: Shape<string> = (value, path) => {
  if (typeof value !== 'string') throw new ShapeError(path, 'a text');
};

export const whole: Shape<number> = (value, path) => {
  if (!Number.isSafeInteger(value)) throw new ShapeError(path, 'a whole number');
};

export const amount: Shape<number> = (value, path) => {
  if (!Number.isFinite(value)) throw new ShapeError(path, 'a number');
};

export const flag: Shape<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new ShapeError(path, 'true or false');
};

/** One of some words. */
export function oneOf<const T extends string>(...words: readonly T[]): Shape<T> {
  return (value, path) => {
    if (!(words as readonly unknown[]).includes(value))
      throw new ShapeError(path, `one of ${words.join(', ')}`);
  };
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path) => {
    if (value !== null) (shape as Check)(value, path);
  };
}

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value, path) => {
    if (value !== undefined) (shape as Check)(value, path);
  };
}

export function list<T>(shape: Shape<T>): Shape<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new ShapeError(path, 'a list');
    for (let i = 0; i < value.length; i += 1) (shape as Check)(value[i], `${path}[${i}]`);
  };
}

/** A list of fixed length, such as `[n, rank, points]`. */
export function tuple<const T extends unknown[]>(...shapes: { [K in keyof T]: Shape<T[K]> }): Shape<T> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length !== shapes.length)
      throw new ShapeError(path, `a list of ${shapes.length}`);
    for (let i = 0; i < shapes.length; i += 1) (shapes[i] as Check)(value[i], `${path}[${i}]`);
  };
}

/** An object with any keys. */
export function record<T>(shape: Shape<T>): Shape<Record<string, T>> {
  return (value, path) => {
    const object = asObject(value, path);
    for (const key in object) (shape as Check)(object[key], `${path}.${key}`);
  };
}

/** An object of the contract: a check for each of its keys. Unknown keys pass, as a newer server may send more. */
export function object<T extends object>(
  fields: { [K in keyof T]-?: Shape<T[K]> | Shape<T[K] | undefined> },
): Shape<T> {
  const keys = Object.keys(fields) as (keyof T & string)[];
  return (value, path) => {
    const object = asObject(value, path);
    for (const key of keys) (fields[key] as Check)(object[key], path ? `${path}.${key}` : key);
  };
}

/** An object that says by `tag` which of some shapes it has. */
export function tagged<T extends object>(
  tag: keyof T & string,
  shapes: Readonly<Record<string, Shape<never>>>,
): Shape<T> {
  return (value, path) => {
    const name = asObject(value, path)[tag];
    const shape = typeof name === 'string' ? shapes[name] : undefined;
    if (!shape) throw new ShapeError(`${path}.${tag}`, `one of ${Object.keys(shapes).join(', ')}`);
    (shape as Check)(value, path);
  };
}

type Check = (value: unknown, path: string) => void;

function asObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ShapeError(path, 'an object');
  return value as Record<string, unknown>;
}
