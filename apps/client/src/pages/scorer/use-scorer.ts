import { type Play, playSchema, type ScorerGame, scorerGameSchema } from '@sunday-live/contract';
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { getJson, sendJson } from '../../http/http.js';
import { deviceKey, personalKey, stored, write } from '../../identity/storage.js';
import { useRemembered } from '../../ui/use-remembered.js';
import { type SenderState, TapSender } from './model/tap-sender.js';

const LOOK_EVERY_MS = 3_000;
const DEVICE = deviceKey('scorer');

/** Returns 128 random bits in hexadecimal digits. */
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** Returns the key of this device, by which the server knows the phone that holds a game. */
function ownDevice(): string {
  const known = stored(DEVICE);
  if (known !== null) return known;
  const made = randomKey();
  write(DEVICE, made);
  return made;
}

/** A tap without its key. */
export type Tap = Play extends infer P ? (P extends Play ? Omit<P, 'key'> : never) : never;

/** A game that is scored on this device. */
export interface Scorer {
  readonly query: UseQueryResult<ScorerGame>;
  /** Taps that the server has not answered, oldest first. */
  readonly waiting: readonly Play[];
  readonly sending: SenderState;
  readonly tap: (tap: Tap) => void;
  /** Drops the taps that wait, and takes the game over, from the feed or from somebody. */
  readonly hold: () => Promise<void>;
  readonly drop: () => void;
}

/** Reads a game, and sends what is tapped until it is answered; taps survive a reload. */
export function useScorer(player: string, game: string): Scorer {
  const client = useQueryClient();
  const [device] = useState(ownDevice);
  const key = tapsKey(player, game);
  const [waiting, setWaiting] = useRemembered<readonly Play[]>(key, NONE, arePlays);
  const [sending, setSending] = useState<SenderState>('sent');
  const path = `/api/scorer/games/${encodeURIComponent(game)}`;
  const queryKey = useMemo(() => ['scorer', game], [game]);
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const read = await getJson(`${path}?device=${device}`, scorerGameSchema, signal);
      const known = client.getQueryData<ScorerGame>(queryKey);
      // the answer to a tap may have overtaken this one
      return known !== undefined && known.game.rev > read.game.rev ? known : read;
    },
    refetchInterval: LOOK_EVERY_MS,
  });
  const sender = useMemo(
    () =>
      new TapSender({
        waiting: () => playsIn(stored(key)),
        post: async (plays) =>
          scorerGameSchema.parse(await sendJson('POST', `${path}/plays`, { device, plays })),
        done: (keys, answer) => {
          client.setQueryData(queryKey, answer);
          setWaiting((now) => now.filter((play) => !keys.has(play.key)));
        },
        tell: setSending,
      }),
    [client, device, key, path, queryKey, setWaiting],
  );
  useEffect(() => {
    const wake = () => sender.wake();
    wake();
    window.addEventListener('online', wake);
    return () => {
      window.removeEventListener('online', wake);
      sender.close();
    };
  }, [sender]);
  return {
    query,
    waiting,
    sending,
    tap: (tap) => {
      setWaiting((now) => [...now, { ...tap, key: randomKey() }]);
      sender.wake();
    },
    hold: async () => {
      const answer = await sendJson('POST', `${path}/hold`, { device, takeOver: true });
      setWaiting([]);
      client.setQueryData(queryKey, scorerGameSchema.parse(answer));
      setSending('sent');
    },
    drop: () => {
      setWaiting([]);
      setSending('sent');
    },
  };
}

/** Returns how many taps of a game wait on this device; they are sent while that game is open. */
export function tapsWaiting(player: string, game: string): number {
  return playsIn(stored(tapsKey(player, game))).length;
}

function tapsKey(player: string, game: string) {
  return personalKey(player, 'taps', game);
}

const NONE: readonly Play[] = [];

function arePlays(value: unknown): value is readonly Play[] {
  return Array.isArray(value) && value.every((play) => playSchema.safeParse(play).success);
}

function playsIn(text: string | null): readonly Play[] {
  const value: unknown = JSON.parse(text ?? '[]');
  return arePlays(value) ? value : NONE;
}
