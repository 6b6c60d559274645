/** Where the table that was last seen on this device is kept. */
export const SEEN_TABLE = 'seen-table';

/** The player looks at a table again, or has signed out. */
export function forgetTable(): void {
  try {
    localStorage.removeItem(SEEN_TABLE);
  } catch {
    // storage is blocked: nothing was kept either
  }
}
