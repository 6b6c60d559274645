/// <reference path="./s3rver.d.ts" />
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';

const BUCKET = 'reports';

/** A local server that speaks S3 over HTTP. */
export interface S3Server {
  /** Value for `STORAGE_URL`. */
  readonly storageUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts the server on a free port, with one empty bucket.
 * @param strict refuses wrong signatures. Because of a bug of this server (it drops the `/` after the bucket) it then
 * also refuses every listing.
 */
export async function s3Server(strict = false): Promise<S3Server> {
  const directory = mkdtempSync(join(tmpdir(), 'sunday-s3-'));
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    allowMismatchedSignatures: !strict,
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  const { port } = await server.run();
  const endpoint = encodeURIComponent(`http://127.0.0.1:${port}`);
  return {
    storageUrl: `s3://S3RVER:S3RVER@${BUCKET}?endpoint=${endpoint}&region=us-east-1`,
    stop: async () => {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
