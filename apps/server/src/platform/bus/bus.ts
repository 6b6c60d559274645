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
