import { afterAll } from 'vitest';
import { refusedConnections } from '../platform/database/one-connection.js';

/** Files share this process: what an earlier one was refused is not this one's. */
const before = refusedConnections().length;

/** Also where the error is only logged, as in a worker's turn: no transaction asks for a second connection. */
afterAll(() => {
  const first = refusedConnections()[before];
  if (first !== undefined) throw first;
});
