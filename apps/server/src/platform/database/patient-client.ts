import pg from 'pg';

/**
 * A connection whose loss never ends the process. A pool takes its listener away when it lends a connection, and the
 * borrower adds one a moment later; what the server says in between, in the same packet as "ready", nobody would hear.
 * Who uses the connection still learns of it by the query that fails.
 */
export class PatientClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
