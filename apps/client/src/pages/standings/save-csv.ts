import { getFile } from '../../http/http.js';

/** Saves what `path` gives as CSV under a name. Throws when the server does not give it. */
export async function saveCsv(path: string, name: string): Promise<void> {
  const address = URL.createObjectURL(await getFile(path, 'text/csv'));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the address by the end of this turn.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
