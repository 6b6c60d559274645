import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice: argon2id with 19 MiB, two passes, one lane (argon2id is the library's default). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Returns the hash of a password with its own salt, in the usual `$argon2id$…` form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

/** True when the password belongs to the hash; false for a hash of another kind. */
export async function verifyPassword({
  hash: expected,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> {
  if (!expected.startsWith('$argon2id$')) return false;
  return verify(expected, password.normalize('NFKC'));
}
