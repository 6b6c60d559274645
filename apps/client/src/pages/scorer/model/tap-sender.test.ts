import type { Play, ScorerGame } from '@sunday-live/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HttpError } from '../../../http/http.js';
import { type SenderState, TapSender } from './tap-sender.js';

const offline = new HttpError(0, 'offline', 'no answer');
const problem = { type: '', title: '', status: 409, code: 'conflict' };
const answer = {} as ScorerGame;

/** A phone whose requests end as the test says. */
class Phone {
  taps: Play[] = [];
  readonly requests: string[][] = [];
  readonly states: SenderState[] = [];
  outcome: () => Promise<ScorerGame> = () => Promise.resolve(answer);
  readonly sender = new TapSender({
    waiting: () => this.taps,
    post: (plays) => {
      this.requests.push(plays.map(({ key }) => key));
      return this.outcome();
    },
    done: (keys) => {
      this.taps = this.taps.filter(({ key }) => !keys.has(key));
    },
    tell: (state) => this.states.push(state),
  });

  tap(key: string): void {
    this.taps = [...this.taps, { key, kind: 'next' }];
    this.sender.wake();
  }
}

let phone: Phone;
beforeEach(() => {
  vi.useFakeTimers();
  phone = new Phone();
});
afterEach(() => {
  phone.sender.close();
  vi.useRealTimers();
});

describe('H6 taps', () => {
  it('are sent in their order, one request at a time', async () => {
    let end = (_: ScorerGame) => {};
    phone.outcome = () =>
      new Promise((resolve) => {
        end = resolve;
      });
    for (const key of ['1', '2', '3']) phone.tap(key);
    expect(phone.requests).toEqual([['1']]);
    end(answer);
    await vi.advanceTimersByTimeAsync(0);
    expect(phone.requests).toEqual([['1'], ['2', '3']]);
    end(answer);
    await vi.advanceTimersByTimeAsync(0);
    expect([phone.taps, phone.states.at(-1)]).toEqual([[], 'sent']);
  });

  it('are sent again until they are answered, at once when the connection is back', async () => {
    phone.outcome = () => Promise.reject(offline);
    phone.tap('1');
    await vi.advanceTimersByTimeAsync(60_000);
    const tried = phone.requests.length;
    expect(tried).toBeGreaterThan(10);
    expect(phone.requests.every((keys) => keys.join() === '1')).toBe(true);
    expect(phone.states.at(-1)).toBe('waiting');
    phone.outcome = () => Promise.resolve(answer);
    phone.sender.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(phone.requests).toHaveLength(tried + 1);
    expect([phone.taps, phone.states.at(-1)]).toEqual([[], 'sent']);
  });

  it.each([
    ['a proxy’s answer', new HttpError(403, '403', 'hotel network')],
    ['too many requests', new HttpError(429, 'too-many-requests', 'wait', { ...problem, status: 429 })],
    ['a server that starts', new HttpError(503, 'unavailable', 'wait', { ...problem, status: 503 })],
  ])('wait through %s', async (_what, error) => {
    phone.outcome = () => Promise.reject(error);
    phone.tap('1');
    await vi.advanceTimersByTimeAsync(600);
    expect(phone.requests.length).toBe(2);
    expect(phone.taps).toHaveLength(1);
  });

  it('stop at a refusal, and nothing is lost', async () => {
    phone.outcome = () => Promise.reject(new HttpError(409, 'conflict', 'Ben scores this game.', problem));
    phone.tap('1');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(phone.requests).toHaveLength(1);
    expect(phone.states.at(-1)).toEqual({ refused: 'Ben scores this game.', code: 'conflict' });
    expect(phone.taps).toHaveLength(1);
  });

  it('send nothing once the page is closed', async () => {
    phone.outcome = () => Promise.reject(offline);
    phone.tap('1');
    await vi.advanceTimersByTimeAsync(0);
    phone.sender.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(phone.requests).toHaveLength(1);
  });
});
