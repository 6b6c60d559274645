import type { LiveState } from './apply-frame.js';
import { pointsChanges } from './changes.js';

/** Changes that the viewer missed: the state last seen and the current one. */
export interface Recap {
  readonly from: LiveState;
  readonly to: LiveState;
  /** The stream had no interruption, so every event between arrived. */
  readonly whole: boolean;
}

/** The inputs at one moment that decide whether the viewer is watching. */
export interface Facts {
  readonly now: number;
  readonly visible: boolean;
  /** The stream is connected, by socket or polls. */
  readonly up: boolean;
  /** The state on the page. */
  readonly shown: LiveState | null;
  /**
   * How often the server has reported the end of its log (heartbeats, answers to polls), and the last
   * reported position.
   */
  readonly heads: Heads;
}

export interface Heads {
  readonly count: number;
  readonly seq: number;
}

export const NO_HEADS: Heads = { count: 0, seq: 0 };

/** The last moment, and the absence that is still open. */
export interface Watch {
  readonly last: Facts;
  readonly absence: Absence | null;
}

interface Absence {
  readonly from: LiveState;
  /** How long the page was out of view, by a hidden tab or a sleeping device, ms. */
  readonly unseenMs: number;
  /** How long it was in view without a connection, ms. */
  readonly lostMs: number;
  /** The stream was interrupted, or may have been. */
  readonly cut: boolean;
  /** The number of reported heads when the viewer was back and the stream connected; null: still absent. */
  readonly backAfter: number | null;
  /** The position at which the page has caught up: the first head reported after the return. */
  readonly until: number | null;
}

/** A viewer who did not see the page for this long was absent. */
export const UNSEEN_MS = 60_000;
/** A page without a connection for this long counts as absent, visible or not. */
export const LOST_MS = 10_000;
/** A longer gap between two moments means that the device slept. */
const JUMP_MS = 6_000;

/**
 * Returns the watch after another moment. Moments must come at least every second while the device is awake.
 */
export function watchOn({ last, absence }: Watch, facts: Facts): Watch {
  const grown = grow(last, absence, facts);
  if (!grown || !facts.visible || !facts.up) {
    return { last: facts, absence: grown && { ...grown, backAfter: null, until: null } };
  }
  const backAfter = grown.backAfter ?? last.heads.count;
  // missed events may still be on their way: only the server knows the end of its log
  const known = grown.cut ? facts.heads.count > backAfter : true;
  const until = grown.until ?? (known ? (grown.cut ? facts.heads.seq : (facts.shown?.seq ?? 0)) : null);
  const over = !isLong(grown) || (until !== null && (facts.shown?.seq ?? 0) >= until);
  return { last: facts, absence: over ? null : { ...grown, backAfter, until } };
}

/**
 * Returns the recap to show after another moment; null: nothing new. The same absence may get a new recap
 * with a later end while missed events arrive.
 */
export function recapOf(before: Watch, facts: Facts): Recap | null {
  const seen = before.last.shown;
  const { shown: to } = facts;
  if (!to) return null;
  const absence = grow(before.last, before.absence, facts);
  if (absence) {
    const ready = facts.visible && facts.up && isLong(absence) && isNews(absence.from, to);
    if (ready) return { from: absence.from, to, whole: !absence.cut };
  }
  return seen && seen.epoch !== to.epoch ? { from: seen, to, whole: false } : null;
}

/** Extends the absence by the time since the last moment; null: the viewer is present. */
function grow(last: Facts, absence: Absence | null, facts: Facts): Absence | null {
  const passed = facts.now - last.now;
  const slept = last.visible && passed > JUMP_MS;
  const unseen = !last.visible || slept;
  const lost = last.visible && !last.up;
  if (!absence && !unseen && !lost && facts.visible && facts.up) return null;
  const from = unseen || lost ? (last.shown ?? facts.shown) : facts.shown;
  const known =
    absence ?? (from && { from, unseenMs: 0, lostMs: 0, cut: false, backAfter: null, until: null });
  if (!known) return null;
  return {
    ...known,
    unseenMs: known.unseenMs + (unseen ? passed : 0),
    lostMs: known.lostMs + (lost ? passed : 0),
    cut: known.cut || slept || !last.up || !facts.up,
  };
}

function isLong({ unseenMs, lostMs }: Absence): boolean {
  return unseenMs >= UNSEEN_MS || lostMs >= LOST_MS;
}

function isNews(from: LiveState, to: LiveState): boolean {
  if (from.epoch !== to.epoch || from.slate.week !== to.slate.week) return true;
  const { day, week, season } = pointsChanges(from, to, 0);
  return day.size + week.size + season.size > 0;
}
