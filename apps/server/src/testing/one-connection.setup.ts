import { afterAll } from 'vitest';
import { refusedConnections } from '../platform/database/one-connection.js';

/** Also where the error is only logged, as in a worker's turn: no transaction asks for a second connection. */
afterAll(() => {
  const [first] = refusedConnections();
  if (first !== undefined) throw first;
});
