/**
 * Distributes hints to all nodes. Messages may be lost, but never invented. Order is kept per sender and channel.
 * Code that needs certainty reads PostgreSQL.
 */
export abstract class Bus {
  /**
   * Sends a message to every node, including this one. Never throws and never waits for a bus that is down: the hint is
   * lost.
   */
  abstract publish(channel: string, message: string): Promise<void>;

  /**
   * Calls the listener for every message on the channel from now on, across reconnects. An error of the listener is
   * logged, and the listener stays subscribed.
   * @returns a function that unsubscribes
   */
  abstract subscribe(channel: string, onMessage: (message: string) => void): Promise<() => Promise<void>>;

  /** Returns null when messages are delivered, otherwise the reason why not. */
  abstract check(): Promise<string | null>;

  /** Returns the version of the server behind the bus; null when there is none, or it does not answer. */
  abstract serverVersion(): Promise<string | null>;

  abstract close(): Promise<void>;
}

/** A new event in the slate log: `{epoch, seq}` as JSON, possibly with the event itself. A hint that may be lost. */
export const SLATE_CHANNEL = 'slate';
/** The feed's state changed. */
export const FEED_CHANNEL = 'feed';
/** An admin changed a switch: nodes read the switches again. */
export const SWITCHES_CHANNEL = 'switches';
/** An event for one player: `{player, event, payload}` as JSON. */
export const PLAYER_CHANNEL = 'player';
/** A session ended: `{session, player}` as JSON. */
export const SESSION_CHANNEL = 'session';

type Listener = (message: string) => void;

/** The listeners of this node, by channel. */
export class Listeners {
  private readonly byChannel = new Map<string, Set<Listener>>();

  constructor(private readonly onError: (channel: string, error: unknown) => void) {}

  add(channel: string, listener: Listener): void {
    const known = this.byChannel.get(channel);
    if (known) known.add(listener);
    else this.byChannel.set(channel, new Set([listener]));
  }

  /** @returns true when the channel has no listener left */
  remove(channel: string, listener: Listener): boolean {
    const known = this.byChannel.get(channel);
    if (!known?.delete(listener) || known.size > 0) return false;
    this.byChannel.delete(channel);
    return true;
  }

  channels(): string[] {
    return [...this.byChannel.keys()];
  }

  deliver(channel: string, message: string): void {
    for (const listener of [...(this.byChannel.get(channel) ?? [])]) {
      try {
        listener(message);
      } catch (error) {
        this.onError(channel, error);
      }
    }
  }

  clear(): void {
    this.byChannel.clear();
  }
}

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
