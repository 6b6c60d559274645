import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../config/variables.js';
import { storagePlace } from './s3.storage.js';

describe('STORAGE_URL', () => {
  it.each([
    ['file:/var/reports', '/var/reports'],
    ['file:///var/my%20reports', '/var/my reports'],
    ['file:var/reports', resolve('var/reports')],
  ])('%s is a folder', (address, folder) => {
    expect(storagePlace(address)).toEqual({ kind: 'folder', folder });
  });

  it('names a bucket, with a server and credentials of its own', () => {
    expect(
      storagePlace('s3://key:se%2Fcret@reports?endpoint=http%3A%2F%2F127.0.0.1%3A9000&region=eu-west-1'),
    ).toEqual({
      kind: 's3',
      bucket: 'reports',
      endpoint: 'http://127.0.0.1:9000',
      region: 'eu-west-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'se/cret' },
    });
  });

  it('names a bucket at Amazon', () => {
    expect(storagePlace('s3://reports')).toEqual({
      kind: 's3',
      bucket: 'reports',
      endpoint: null,
      region: 'us-east-1',
      credentials: null,
    });
  });

  it.each(['s3://', 's3://Bad_Bucket', 's3://reports/path', 's3://reports?endpoint=ftp://x', 'ftp://x'])(
    'refuses %s, naming the variable and no secret',
    (address) => {
      expect(() => storagePlace(address)).toThrow(ConfigError);
      expect(() => storagePlace(address)).toThrow(/STORAGE_URL/);
    },
  );
});
