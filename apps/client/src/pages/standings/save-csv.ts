import { getFile } from '../../http/http.js';

/** Saves the CSV at `path` as a file. Throws when the request fails. */
export async function saveCsv(path: string, name: string): Promise<void> {
  const address = URL.createObjectURL(await getFile(path, 'text/csv'));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has read the address by the end of this task.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
