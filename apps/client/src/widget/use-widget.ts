import type { Widget } from '@sunday-live/contract';
import { useEffect, useState } from 'react';
import { getJson, HttpError } from '../http/http.js';
import {
  checked,
  flag,
  list,
  nullable,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  whole,
} from '../http/shape.js';

export const widgetShape: Shape<Widget> = object<Widget>({
  name: text,
  season: whole,
  type: oneOf('pre', 'regular', 'post'),
  week: whole,
  unofficial: flag,
  players: whole,
  rows: list(
    object<Widget['rows'][number]>({
      rank: whole,
      shared: optional(flag),
      name: text,
      team: nullable(text),
      points: whole,
    }),
  ),
  games: list(
    object<Widget['games'][number]>({
      id: text,
      away: text,
      home: text,
      awayScore: whole,
      homeScore: whole,
      detail: text,
    }),
  ),
});

const PLAYING_MS = 10_000;
const QUIET_MS = 60_000;

/** `gone`: this league is not to be shown; `null`: nothing has come yet. */
export type Seen = Widget | 'gone' | null;

/** The table of a league, asked for again and again while it is in sight: often while games are played. */
export function useWidget(league: string): Seen {
  const [seen, setSeen] = useState<Seen>(null);
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<number> => {
      if (document.visibilityState === 'hidden') return PLAYING_MS;
      try {
        const path = `/api/widgets/${encodeURIComponent(league)}`;
        const widget = checked(widgetShape, await getJson(path, widgetShape, stop.signal));
        setSeen(widget);
        return widget.games.length > 0 ? PLAYING_MS : QUIET_MS;
      } catch (error) {
        // what was seen last stays while the server does not answer
        if (error instanceof HttpError && error.code === 'not-found') setSeen('gone');
        return QUIET_MS;
      }
    };
    const goOn = async (): Promise<void> => {
      const pause = await ask();
      if (!stop.signal.aborted) timer = setTimeout(() => void goOn(), pause);
    };
    void goOn();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [league]);
  return seen;
}
