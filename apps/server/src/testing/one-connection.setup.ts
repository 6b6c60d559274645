import { afterAll } from 'vitest';
import { refusedConnections } from '../platform/database/one-connection.js';

/** Test files share this process, so refusals before this file do not count. */
const before = refusedConnections().length;

/** Fails when a transaction asked for a second connection, even if the error was only logged, as a worker does. */
afterAll(() => {
  const first = refusedConnections()[before];
  if (first !== undefined) throw first;
});
