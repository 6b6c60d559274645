import { Bus } from './bus.js';
import { Listeners } from './listeners.js';

/** Bus of a single process. Delivers after the current turn of the event loop, as a network would. */
export class InProcessBus extends Bus {
  private readonly listeners: Listeners;
  private closed = false;

  constructor(onListenerError: (channel: string, error: unknown) => void) {
    super();
    this.listeners = new Listeners(onListenerError);
  }

  async publish(channel: string, message: string): Promise<void> {
    setImmediate(() => {
      if (!this.closed) this.listeners.deliver(channel, message);
    });
  }

  async subscribe(channel: string, onMessage: (message: string) => void): Promise<() => Promise<void>> {
    const own = (message: string): void => onMessage(message);
    this.listeners.add(channel, own);
    return async () => {
      this.listeners.remove(channel, own);
    };
  }

  async check(): Promise<string | null> {
    return this.closed ? 'closed' : null;
  }

  async serverVersion(): Promise<null> {
    return null;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.listeners.clear();
  }
}
