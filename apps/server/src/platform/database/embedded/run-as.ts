import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { userInfo } from 'node:os';

/** The user that runs PostgreSQL; null: the current one. PostgreSQL refuses to run as root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** For root, returns the user `postgres`, or `nobody` where that does not exist. */
export function runAs(): RunAs | null {
  if (userInfo().uid !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new Error('PostgreSQL cannot run as root, and there is neither a user "postgres" nor "nobody"');
}

/** Returns true when the user can access the path: `-x` execute or enter, `-w` write, `-r` read. */
export function canUse(user: RunAs | null, flag: '-x' | '-w' | '-r', path: string): boolean {
  return spawnSync('test', [flag, path], { ...(user ?? {}), stdio: 'ignore' }).status === 0;
}

/** Makes the user the owner of the path, unless it is null. */
export function handOver(user: RunAs | null, path: string): void {
  if (user !== null) chownSync(path, user.uid, user.gid);
}

function idOf(flag: string, name: string): number | null {
  const found = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return found.status === 0 ? Number.parseInt(found.stdout, 10) : null;
}
