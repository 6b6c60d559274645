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

  abstract close(): Promise<void>;
}
