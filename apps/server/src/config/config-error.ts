/**
 * An error that stops the process before it starts. Its message is for the person who started it, and names the cause.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
