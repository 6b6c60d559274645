import { ageWords } from '../game/words.js';
import type { LiveView } from './live-store.js';

/** How the stream is, in words and as a tone for its dot. */
export interface LinkWords {
  readonly tone: 'live' | 'calm' | 'warn' | 'bad';
  readonly text: string;
  /** For how long nothing was heard, once it is longer than it should be. It grows by the second, so it is not read out. */
  readonly silence: string | null;
  /** The age of what the feed says. */
  readonly age: string | null;
  readonly stale: boolean;
}

/** The feed is called stale from here, or earlier when the server says so. */
export const STALE_MS = 90_000;
/** Younger than two polls at the live pace. */
const FRESH_MS = 10_000;
/** Heartbeats come every 10 s; after this the silence is said. */
export const SILENT_MS = 13_000;

/** Now, by the device's clock and by the even count that the view's times are of. */
export interface Now {
  readonly clock: number;
  readonly elapsed: number;
}

/** How the table on the page goes with what comes in: at once, not until it is let go, once a minute. */
export type Pace = 'live' | 'held' | 'calm';

/**
 * @param live games that are being played now: without one nothing is called live
 * @param pace a table that stands still is not called live, nor as old as the scores that it does not show
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
    // the feed was asked just now and what it says is late all the same: that age would contradict the words
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
