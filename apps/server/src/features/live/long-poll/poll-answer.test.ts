import { gunzipSync } from 'node:zlib';
import { longPollAnswerSchema } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { PollAnswer, type PollBody } from './poll-answers.js';

const feed = { state: 'ok' as const, asOf: null };
const position = { epoch: 'e"1', seq: 4 };
const serverTime = new Date('2026-11-08T18:00:00.000Z');

function delta(seq: number, clock = '9:00') {
  const json = JSON.stringify({
    league: 'L1',
    epoch: 'e"1',
    from: seq,
    seq,
    at: serverTime.toISOString(),
    games: [],
    scopes: {},
    cause: { game: clock, kind: 'touchdown' },
  });
  return { kind: 'delta' as const, epoch: 'e"1', from: seq, seq, json };
}

function headersOf({ headers }: PollBody): Record<string, string> {
  const names = headers.filter((_, i) => i % 2 === 0);
  return Object.fromEntries(names.map((name, i) => [name, headers[2 * i + 1] ?? '']));
}

describe('the answer to a poll', () => {
  it('P40 P43 is the frames with their kinds, and the position after them', () => {
    const answer = new PollAnswer({ position, reset: false, serverTime, feed, frames: [delta(3), delta(4)] });
    const content = longPollAnswerSchema.parse(JSON.parse(answer.plain.bytes.toString()));
    expect(content).toMatchObject({ epoch: 'e"1', head: 4, reset: false, feed });
    expect(content.events.map((event) => event.type)).toEqual(['delta', 'delta']);
    expect(content.events[1]).toMatchObject({ seq: 4, league: 'L1' });
  });

  it('P41 without frames has no events', () => {
    const answer = new PollAnswer({ position, reset: false, serverTime, feed, frames: [] });
    expect(JSON.parse(answer.plain.bytes.toString()).events).toEqual([]);
  });

  it('is one body for all, with its true length', () => {
    const answer = new PollAnswer({ position, reset: false, serverTime, feed, frames: [delta(4, 'ü€😀')] });
    const { bytes } = answer.plain;
    expect(answer.body(false)).toBe(answer.plain);
    expect(headersOf(answer.plain)).toMatchObject({
      'Content-Length': String(bytes.length),
      'Cache-Control': 'no-store',
      Vary: 'Accept-Encoding',
    });
  });

  it('is compressed once for those who take it, when that helps', () => {
    const frames = Array.from({ length: 10 }, (_, i) => delta(i));
    const answer = new PollAnswer({ position, reset: false, serverTime, feed, frames });
    const gzipped = answer.body(true);
    expect(answer.body(true)).toBe(gzipped);
    expect(headersOf(gzipped)).toMatchObject({
      'Content-Encoding': 'gzip',
      'Content-Length': String(gzipped.bytes.length),
    });
    expect(gunzipSync(gzipped.bytes).equals(answer.plain.bytes)).toBe(true);
    const small = new PollAnswer({ position, reset: false, serverTime, feed, frames: [] });
    expect(small.body(true)).toBe(small.plain);
  });
});
