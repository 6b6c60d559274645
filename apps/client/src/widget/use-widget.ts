import { type Widget, widgetSchema } from '@sunday-live/contract';
import { useEffect, useState } from 'react';
import { getJson, HttpError } from '../http/http.js';

const PLAYING_MS = 10_000;
const QUIET_MS = 60_000;

/** `gone`: the league must not be shown; `null`: no answer yet. */
export type Seen = Widget | 'gone' | null;

/** Polls the standings of a league while the page is visible, more often while games are in progress. */
export function useWidget(league: string): Seen {
  const [seen, setSeen] = useState<Seen>(null);
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<number> => {
      if (document.visibilityState === 'hidden') return PLAYING_MS;
      try {
        const path = `/api/widgets/${encodeURIComponent(league)}`;
        const widget = await getJson(path, widgetSchema, stop.signal);
        setSeen(widget);
        return widget.games.length > 0 ? PLAYING_MS : QUIET_MS;
      } catch (error) {
        // the last answer stays while the server does not respond
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
