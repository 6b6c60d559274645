import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Delivery, type Parcel } from './delivery.js';

/** Writes mails as `.eml` files where no server is configured. The same mail again is the same file. */
export class FileDelivery extends Delivery {
  readonly limitMs = 10_000;

  constructor(private readonly folder: string) {
    super();
  }

  async deliver({ messageId, raw, createdAt }: Parcel, beforeHandOver: () => Promise<void>): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const name = `${createdAt.toISOString().replaceAll(':', '-')}-${messageId.replace(/[^0-9A-Za-z]+/g, '-')}`;
    const draft = join(this.folder, `.${name}.${randomUUID()}.tmp`);
    await writeFile(draft, raw, { mode: 0o600 });
    await beforeHandOver();
    await rename(draft, join(this.folder, `${name}.eml`));
  }
}
