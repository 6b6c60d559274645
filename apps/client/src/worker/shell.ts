/** The files of this build that the service worker caches; the build writes the list (`vite-shell.ts`). */
export interface Shell {
  /** Changes with any file of the shell. */
  readonly version: string;
  /** Files without which the app does not open. */
  readonly files: readonly string[];
  /** All files of the build with a hash in their name. */
  readonly hashed: readonly string[];
}
