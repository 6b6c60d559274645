import type { LiveState } from './apply-frame.js';
import { pointsChanges } from './changes.js';

/** What the viewer has not seen happen: the table as it was last seen, and as it stands since. */
export interface Recap {
  readonly from: LiveState;
  readonly to: LiveState;
  /** The stream never broke off: every event between has come by itself. */
  readonly whole: boolean;
}

/** The world at one moment, as far as it tells whether anybody is watching. */
export interface Facts {
  readonly now: number;
  readonly visible: boolean;
  /** News come in, by socket or by polls. */
  readonly up: boolean;
  /** The table on the page. */
  readonly shown: LiveState | null;
  /** How often the server has said where its log ends (heartbeats, answers to polls), and where that was the last time. */
  readonly heads: Heads;
}

export interface Heads {
  readonly said: number;
  readonly seq: number;
}

export const NO_HEADS: Heads = { said: 0, seq: 0 };

/** The last moment, and the absence that has not been told to its end. */
export interface Watch {
  readonly last: Facts;
  readonly away: Away | null;
}

interface Away {
  readonly from: LiveState;
  /** For how long the page was not seen, by a hidden tab or a sleeping device. */
  readonly unseenMs: number;
  /** For how long it was in view without news. */
  readonly lostMs: number;
  /** The stream has broken off on the way, or may have. */
  readonly cut: boolean;
  /** How often the log's end had been said when the viewer came back and news came in; null: still away. */
  readonly backAfter: number | null;
  /** The position at which the page has caught up: the first end of the log that is said after the return. */
  readonly until: number | null;
}

/** Who did not see the page for this long has been away. */
export const UNSEEN_MS = 60_000;
/** A page without news for this long has been away too, seen or not. */
export const LOST_MS = 10_000;
/** Moments that are further apart than this: the device slept between them. */
const JUMP_MS = 6_000;

/** The watch after another moment. Moments must come at least every second while the device is awake. */
export function watchOn({ last, away }: Watch, facts: Facts): Watch {
  const grown = grow(last, away, facts);
  if (!grown || !facts.visible || !facts.up) {
    return { last: facts, away: grown && { ...grown, backAfter: null, until: null } };
  }
  const backAfter = grown.backAfter ?? last.heads.said;
  // what was missed may take its time: only the server knows where it ends
  const known = grown.cut ? facts.heads.said > backAfter : true;
  const until = grown.until ?? (known ? (grown.cut ? facts.heads.seq : (facts.shown?.seq ?? 0)) : null);
  const over = !isLong(grown) || (until !== null && (facts.shown?.seq ?? 0) >= until);
  return { last: facts, away: over ? null : { ...grown, backAfter, until } };
}

/**
 * What is to be told after another moment; null: nothing new. The same absence may be told again with a later end,
 * while what was missed comes in.
 */
export function recapOf(before: Watch, facts: Facts): Recap | null {
  const seen = before.last.shown;
  const { shown: to } = facts;
  if (!to) return null;
  const away = grow(before.last, before.away, facts);
  if (away) {
    const told = facts.visible && facts.up && isLong(away) && isNews(away.from, to);
    if (told) return { from: away.from, to, whole: !away.cut };
  }
  return seen && seen.epoch !== to.epoch ? { from: seen, to, whole: false } : null;
}

/** The absence with the time since the last moment; null: there is none. */
function grow(last: Facts, away: Away | null, facts: Facts): Away | null {
  const passed = facts.now - last.now;
  const slept = last.visible && passed > JUMP_MS;
  const unseen = !last.visible || slept;
  const lost = last.visible && !last.up;
  if (!away && !unseen && !lost && facts.visible && facts.up) return null;
  const from = unseen || lost ? (last.shown ?? facts.shown) : facts.shown;
  const known = away ?? (from && { from, unseenMs: 0, lostMs: 0, cut: false, backAfter: null, until: null });
  if (!known) return null;
  return {
    ...known,
    unseenMs: known.unseenMs + (unseen ? passed : 0),
    lostMs: known.lostMs + (lost ? passed : 0),
    cut: known.cut || slept || !last.up || !facts.up,
  };
}

function isLong({ unseenMs, lostMs }: Away): boolean {
  return unseenMs >= UNSEEN_MS || lostMs >= LOST_MS;
}

function isNews(from: LiveState, to: LiveState): boolean {
  if (from.epoch !== to.epoch || from.slate.week !== to.slate.week) return true;
  const { day, week, season } = pointsChanges(from, to, 0);
  return day.size + week.size + season.size > 0;
}
