import type { Me } from '@sunday-live/contract';
import { forgetOthers, SIGNED_IN, stored, watchStored, write } from './storage.js';

/** The signed-in state of this tab. */
export interface SignedIn {
  /** The player's id; null: nobody is signed in; undefined: not known yet. */
  readonly player: string | null | undefined;
  /** What `/api/me` said, where it has just been asked; undefined: it has to be asked. */
  readonly me: Me | null | undefined;
  /** Grows whenever everything of the last player has to go from the page. */
  readonly generation: number;
  /** What the viewer has to be told: their sign-in has ended, or somebody else has signed in, without a button of this tab. */
  readonly notice: 'ended' | 'another' | null;
}

/** How tabs of one browser hear of each other; a `BroadcastChannel`. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

const START: SignedIn = { player: undefined, me: undefined, generation: 0, notice: null };

/**
 * The only owner of who is signed in. Whatever ends or changes a sign-in reports here (a button, a 401 of any request, another
 * tab), and with each change everything of the player before goes: the page is built again with an empty cache
 * (`PlayerScope`), and what the device has stored of other players is deleted.
 */
export class Identity {
  private now: SignedIn = START;
  /** The last player whom this tab has shown, unless they signed out here. */
  private before: string | undefined;
  /** Whom another tab has named, until the server has. */
  private named: string | undefined;
  private channel: Channel | null = null;
  private readonly listeners = new Set<() => void>();

  readonly get = (): SignedIn => this.now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Hears other tabs from now on: by the channel, and by what they store where a browser has no channel. */
  connect(channel: Channel | null): void {
    this.channel = channel;
    if (channel) channel.onmessage = ({ data }) => this.heard(data === null ? null : String(data));
    watchStored(SIGNED_IN, this.lookAround);
  }

  /** Compares with what other tabs have stored: a page that was frozen has heard nothing. */
  readonly lookAround = (): void => {
    // while the server is being asked, what was stored says nothing: it may never answer
    if (this.now.player === undefined) return;
    const known = stored(SIGNED_IN);
    if (known !== null) this.heard(known === '' ? null : known);
  };

  /**
   * The server has said who is signed in.
   * @param generation when it was asked; an answer for an earlier one says nothing
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

  /** The player has pressed a button that signs out. */
  signedOut(): void {
    this.before = undefined;
    this.turn({ player: null, me: null, notice: null });
    this.announce();
  }

  /** Something says that the page's player is signed in no more: everything goes, and the server is asked who is there. */
  doubt(): void {
    if (this.now.player !== undefined) this.turn({ player: undefined, me: undefined, notice: null });
  }

  /** The notice has been read. */
  readonly noticed = (): void => this.set({ notice: null });

  private heard(player: string | null): void {
    // storage and channel bring the same news
    if (player === this.now.player || (player !== null && player === this.named)) return;
    this.named = player ?? undefined;
    // the server may have said before the other tab that nobody is signed in any more
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

/** Of this tab. */
export const identity = new Identity();
