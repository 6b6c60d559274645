/// <reference path="./s3rver.d.ts" />
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';

const BUCKET = 'reports';

/** A server on this machine that speaks S3 over HTTP. */
export interface S3Server {
  /** For `STORAGE_URL`. */
  readonly storageUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts one on a free port, with one empty bucket.
 * @param strict refuses wrong signatures, and by a fault of this server (it forgets the `/` behind a bucket) every listing too
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
