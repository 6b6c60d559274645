import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';

/** Returns the emails that a server without SMTP has written so far, oldest first. */
export async function writtenMails({ dataDir }: { dataDir: string }): Promise<ParsedMail[]> {
  const folder = join(dataDir, 'mail');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(names.map(async (name) => simpleParser(await readFile(join(folder, name)))));
}

/** Returns the first link in an email's text; null when there is none. */
export function linkIn({ text }: ParsedMail): URL | null {
  const [link] = /https?:\/\/\S+/.exec(text ?? '') ?? [];
  return link === undefined ? null : new URL(link);
}
