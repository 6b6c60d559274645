import { gunzipSync } from 'node:zlib';
import { longPollAnswerSchema } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { PollAnswer } from './poll-answer.js';

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

function parsed(message: Buffer): { head: string; body: Buffer } {
  const end = message.indexOf('\r\n\r\n');
  return { head: message.toString('latin1', 0, end), body: message.subarray(end + 4) };
}

describe('the answer to a poll', () => {
  it('P40 P43 is the frames with their kinds, and the position after them', () => {
    const answer = new PollAnswer({ position, reset: false, serverTime, feed, frames: [delta(3), delta(4)] });
    const content = longPollAnswerSchema.parse(JSON.parse(answer.body.toString()));
    expect(content).toMatchObject({ epoch: 'e"1', head: 4, reset: false, feed });
    expect(content.events.map((event) => event.type)).toEqual(['delta', 'delta']);
    expect(content.events[1]).toMatchObject({ seq: 4, league: 'L1' });
  });

  it('P41 without frames has no events', () => {
    const answer = new PollAnswer({ position, reset: false, serverTime, feed, frames: [] });
    expect(JSON.parse(answer.body.toString()).events).toEqual([]);
  });

  it('is one HTTP message for all, with its true length', () => {
    const answer = new PollAnswer({ position, reset: false, serverTime, feed, frames: [delta(4, 'ü€😀')] });
    const message = answer.http({ gzip: false, close: false });
    expect(answer.http({ gzip: false, close: false })).toBe(message);
    const { head, body } = parsed(message);
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(head).toContain(`Content-Length: ${body.length}`);
    expect(head).toContain('Cache-Control: no-store');
    expect(head).not.toContain('Connection');
    expect(body.equals(answer.body)).toBe(true);
  });

  it('is compressed once for those who take it, when that helps', () => {
    const frames = Array.from({ length: 10 }, (_, i) => delta(i));
    const answer = new PollAnswer({ position, reset: false, serverTime, feed, frames });
    const message = answer.http({ gzip: true, close: false });
    expect(answer.http({ gzip: true, close: false })).toBe(message);
    const { head, body } = parsed(message);
    expect(head).toContain('Content-Encoding: gzip');
    expect(head).toContain(`Content-Length: ${body.length}`);
    expect(gunzipSync(body).equals(answer.body)).toBe(true);
    const small = new PollAnswer({ position, reset: false, serverTime, feed, frames: [] });
    expect(parsed(small.http({ gzip: true, close: false })).head).not.toContain('gzip');
  });

  it('P48 says when the connection ends', () => {
    const answer = new PollAnswer({ position, reset: false, serverTime, feed, frames: [] });
    expect(parsed(answer.http({ gzip: false, close: true })).head).toContain('Connection: close');
  });
});
