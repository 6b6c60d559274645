/** What of this build the service worker keeps; the build writes it (`vite-shell.ts`). */
export interface Shell {
  /** Changes with any file of the shell. */
  readonly version: string;
  /** Files without which the app does not open. */
  readonly files: readonly string[];
  /** All files of the build that carry a hash in their name. */
  readonly hashed: readonly string[];
}
