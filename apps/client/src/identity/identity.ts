import type { Me } from '@sunday-live/contract';
import { forgetOthers, SIGNED_IN, stored, watchStored, write } from './storage.js';

/** The sign-in state of this tab. */
export interface SignedIn {
  /** The player's id; null: nobody is signed in; undefined: not known yet. */
  readonly player: string | null | undefined;
  /** The answer of `/api/me` that came with this state; undefined: the page must request it. */
  readonly me: Me | null | undefined;
  /** Grows whenever all data of the last player must leave the page. */
  readonly generation: number;
  /**
   * The notice to show: the sign-in has ended, or another player has signed in, without a button of this tab.
   */
  readonly notice: 'ended' | 'another' | null;
}

/** The channel between the tabs of a browser, usually a `BroadcastChannel`. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

const START: SignedIn = { player: undefined, me: undefined, generation: 0, notice: null };

/**
 * The only owner of the sign-in state. Everything that ends or changes a sign-in reports here: a button, a
 * 401 of any request, another tab. Each change removes all data of the last player: the page is built again
 * with an empty cache (`PlayerScope`), and stored data of other players is deleted.
 */
export class Identity {
  private now: SignedIn = START;
  /** The last player that this tab showed, unless they signed out here. */
  private before: string | undefined;
  /** The player that another tab named, until the server confirms. */
  private named: string | undefined;
  private channel: Channel | null = null;
  private readonly listeners = new Set<() => void>();

  readonly get = (): SignedIn => this.now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Starts to listen to other tabs: by the channel, and by storage events where a browser has no channel. */
  connect(channel: Channel | null): void {
    this.channel = channel;
    if (channel) channel.onmessage = ({ data }) => this.heard(data === null ? null : String(data));
    watchStored(SIGNED_IN, this.lookAround);
  }

  /** Compares with what other tabs have stored, because a frozen page receives no messages. */
  readonly lookAround = (): void => {
    // The server's answer is pending and decides; stored data may be out of date.
    if (this.now.player === undefined) return;
    const known = stored(SIGNED_IN);
    if (known !== null) this.heard(known === '' ? null : known);
  };

  /**
   * Takes the server's answer about who is signed in.
   * @param generation the generation at the time of the request; an answer for an earlier one is ignored
   */
  settle(me: Me | null, generation: number): void {
    if (generation !== this.now.generation) return;
    const player = me?.id ?? null;
    if (player === this.now.player) return;
    if (this.now.player === undefined) {
      const other = this.before !== undefined && this.before !== player;
      this.set({ player, me, notice: other ? (me === null ? 'ended' : 'another') : null });
    } else {
      this.turn({ player, me, notice: me === null ? 'ended' : null });
    }
    if (player !== null) this.before = player;
    this.named = undefined;
    this.announce();
  }

  /** Ends the sign-in after the player pressed a sign-out button. */
  signedOut(): void {
    this.before = undefined;
    this.turn({ player: null, me: null, notice: null });
    this.announce();
  }

  /** Reacts to a sign that the player is no longer signed in: clears the page and asks the server. */
  doubt(): void {
    if (this.now.player !== undefined) this.turn({ player: undefined, me: undefined, notice: null });
  }

  /** Removes the notice. */
  readonly noticed = (): void => this.set({ notice: null });

  private heard(player: string | null): void {
    // storage and channel both report a change
    if (player === this.now.player || (player !== null && player === this.named)) return;
    this.named = player ?? undefined;
    // the server may have reported the end before the other tab did
    const ended = this.before !== undefined;
    if (player !== null) this.turn({ player: undefined, me: undefined, notice: null });
    else this.turn({ player: null, me: null, notice: ended ? 'ended' : this.now.notice });
  }

  private announce(): void {
    const { player } = this.now;
    if (player === undefined) return;
    write(SIGNED_IN, player ?? '');
    this.channel?.postMessage(player);
  }

  private turn(change: Omit<SignedIn, 'generation'>): void {
    this.set({ ...change, generation: this.now.generation + 1 });
  }

  private set(change: Partial<SignedIn>): void {
    this.now = { ...this.now, ...change };
    if (this.now.player !== undefined) forgetOthers(this.now.player);
    for (const listener of [...this.listeners]) listener();
  }
}

/** The sign-in state of this tab. */
export const identity = new Identity();
