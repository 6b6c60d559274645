import type { EntityManager } from 'typeorm';

/** Stores the pair of keys if there is none, or in place of the pair with the public key `replaces`. */
export async function storeKeys(
  manager: EntityManager,
  publicKey: string,
  privateKey: Buffer,
  replaces: string,
): Promise<void> {
  await manager.query(
    `INSERT INTO push_key AS k (public_key, private_key) VALUES ($1, $2)
     ON CONFLICT (id) DO UPDATE SET public_key = $1, private_key = $2, created_at = now() WHERE k.public_key = $3`,
    [publicKey, privateKey, replaces],
  );
}
