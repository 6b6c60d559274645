import { expect, it } from 'vitest';
import { ConfigError } from '../../config/variables.js';
import { openDatabase } from './open-database.js';

it('a DATA_DIR that cannot be made is an error that names it, not a stack', async () => {
  const opened = openDatabase({ databaseUrl: null, dataDir: '/dev/null/sunday-live' });
  await expect(opened).rejects.toThrow(ConfigError);
  await expect(opened).rejects.toThrow(/^DATA_DIR \/dev\/null\/sunday-live cannot be used: /);
});
