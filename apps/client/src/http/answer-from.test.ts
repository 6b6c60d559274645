import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { againWhile, isOlder } from './answer-from.js';

const at = (seq: number, epoch = 'e1') => ({ epoch, seq });

describe('an answer beside something of a position', () => {
  it('is older with a lower position, and in another life of the log', () => {
    expect([isOlder(at(6), at(7)), isOlder(at(7), at(7)), isOlder(at(8), at(7))]).toEqual([
      true,
      false,
      false,
    ]);
    expect(isOlder(at(9, 'e0'), at(1))).toBe(true);
  });

  it('P70: is asked for again while it is older, and then as often as usual', async () => {
    vi.useFakeTimers();
    try {
      let head = 4;
      const client = new QueryClient();
      const queryFn = vi.fn(async () => at(head));
      const query = { queryKey: ['week'], queryFn, staleTime: Number.POSITIVE_INFINITY };
      const observer = new QueryObserver(client, { ...query, refetchInterval: againWhile(at(5), false) });
      const stop = observer.subscribe(() => undefined);
      await vi.advanceTimersByTimeAsync(10);
      expect(queryFn).toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(3_100);
      expect(queryFn).toHaveBeenCalledTimes(2);
      head = 6;
      await vi.advanceTimersByTimeAsync(3_100);
      expect(observer.getCurrentResult().data).toEqual(at(6));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(queryFn).toHaveBeenCalledTimes(3);
      stop();
    } finally {
      vi.useRealTimers();
    }
  });
});
