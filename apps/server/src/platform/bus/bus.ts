/**
 * Fan-out of hints between the nodes. Messages may get lost, never invented; order holds per sender and channel.
 * Whoever needs certainty reads PostgreSQL.
 */
export abstract class Bus {
  /** Sends to every node, this one included. Never throws and never waits for a bus that is down: the hint is lost. */
  abstract publish(channel: string, message: string): Promise<void>;

  /**
   * Hears every message on the channel from now on, across reconnects. A listener that throws is logged and kept.
   * @returns stops hearing
   */
  abstract subscribe(channel: string, onMessage: (message: string) => void): Promise<() => Promise<void>>;

  /** null when messages get through, else the reason. */
  abstract check(): Promise<string | null>;

  abstract close(): Promise<void>;
}
