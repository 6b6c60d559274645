import { ageWords } from '../game/words.js';
import type { LiveView } from './live-store.js';

/** The state of the stream, in words and as a tone for its dot. */
export interface LinkWords {
  readonly tone: 'live' | 'calm' | 'warn' | 'bad';
  readonly text: string;
  /**
   * How long nothing was received, once that is too long. It grows each second, so screen readers do not read
   * it.
   */
  readonly silence: string | null;
  /** The age of the feed's data. */
  readonly age: string | null;
  readonly stale: boolean;
}

/** The feed counts as stale from this age, or earlier when the server says so. */
export const STALE_MS = 90_000;
/** Less than two polls at the live pace. */
const FRESH_MS = 10_000;
/** Heartbeats come every 10 s; after this time the silence is shown. */
export const SILENT_MS = 13_000;

/** The current time, by the device's clock and by the monotonic clock of the view's times. */
export interface Now {
  readonly clock: number;
  readonly elapsed: number;
}

/** How the page follows the stream: at once, not while held, or once a minute. */
export type Pace = 'live' | 'held' | 'calm';

/**
 * Returns the words for the stream.
 * @param live number of games in progress: without one nothing is called live
 * @param pace standings that stand still are not called live, and the age of newer scores does not apply to
 * them
 */
export function linkWords(view: LiveView, live: number, now: Now, pace: Pace = 'live'): LinkWords {
  const words = streamWords(view, live, now);
  if (pace === 'live') return words;
  const well = words.tone === 'live' || words.tone === 'calm';
  const connected = well && (view.link === 'socket' || view.link === 'polling');
  return {
    ...words,
    age: null,
    ...(connected ? { tone: 'calm', text: pace === 'held' ? 'Held' : 'Calm' } : {}),
  };
}

function streamWords(view: LiveView, live: number, now: Now): LinkWords {
  const feed = view.state?.feed;
  const ageMs = feed?.asOf ? now.clock + view.clockSkewMs - Date.parse(feed.asOf) : null;
  const age = ageMs === null ? null : ageWords(ageMs);
  const late = feed !== undefined && feed.state !== 'ok';
  const stale = late || (live > 0 && (ageMs ?? 0) >= STALE_MS);
  const silentMs = now.elapsed - view.heardAt;
  const said = (tone: LinkWords['tone'], text: string): LinkWords => ({
    tone,
    text,
    // the feed was read just now and its data is late nevertheless: the age of the read would contradict the
    // words
    age: late && (ageMs ?? 0) < FRESH_MS ? null : age,
    stale,
    silence: null,
  });
  switch (view.link) {
    case 'connecting':
      return said('calm', 'Connecting…');
    case 'offline':
      return said('bad', 'Offline');
    case 'reconnecting':
      return said('warn', 'Reconnecting…');
    case 'switched-off':
      return said('calm', 'Switched off');
    case 'signed-out':
    case 'no-access':
      return said('bad', 'Signed out');
    case 'socket':
      if (view.heardAt > 0 && silentMs > SILENT_MS) {
        return { ...said('warn', 'No word from the server'), silence: ageWords(silentMs) };
      }
      if (stale) return said('warn', feed?.state === 'down' ? 'Scores are down' : 'Scores are late');
      return live > 0 ? said('live', 'Live') : said('calm', 'Connected');
    case 'polling':
      if (stale) return said('warn', feed?.state === 'down' ? 'Scores are down' : 'Scores are late');
      return live > 0 ? said('live', 'Live by polling') : said('calm', 'Connected by polling');
  }
}
