import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Things to undo, in reverse order, whatever happens in between. */
export class Scratch {
  private readonly undo: (() => Promise<unknown>)[] = [];

  /** Runs the work, then undoes what it deferred. */
  static async use<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
    const scratch = new Scratch();
    try {
      return await work(scratch);
    } finally {
      await scratch.close();
    }
  }

  defer(undo: () => Promise<unknown>): void {
    this.undo.push(undo);
  }

  /** Keeps a thing that has to be stopped. */
  keep<T extends { stop(): Promise<unknown> }>(thing: T): T {
    this.defer(() => thing.stop());
    return thing;
  }

  /** A new folder that is removed at the end. */
  async folder(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'sunday-bench-'));
    this.defer(() => rm(path, { recursive: true, force: true }));
    return path;
  }

  private async close(): Promise<void> {
    const errors: unknown[] = [];
    for (const undo of this.undo.reverse()) await undo().catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw new AggregateError(errors, 'cleaning up failed');
  }
}
