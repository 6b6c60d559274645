import { type Shape, ShapeError } from './shape.js';

/** Any finite number. */
export const amount: Shape<number> = (value, path) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ShapeError(path, 'a number');
};
