import type { Position } from '@sunday-live/contract';
import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { againWhile, isOlder } from './answer-from.js';

const at = (seq: number, epoch = 'e1') => ({ epoch, seq });

describe('the age of an answer, by positions', () => {
  it('is older with a lower position, and in another epoch of the log', () => {
    expect([isOlder(at(6), at(7)), isOlder(at(7), at(7)), isOlder(at(8), at(7))]).toEqual([
      true,
      false,
      false,
    ]);
    expect(isOlder(at(9, 'e0'), at(1))).toBe(true);
  });

  it('P70: is requested again soon while it is older, and then at the usual interval', () => {
    const client = new QueryClient();
    const query = client.getQueryCache().build<Position, Error, Position>(client, { queryKey: ['week'] });
    const asks = (wanted: Position | null, usual: number | false) => againWhile(wanted, usual)(query);
    // the first answer is pending
    expect(asks(at(5), false)).toBe(false);
    query.setData(at(4));
    expect([asks(at(5), false), asks(at(5), 60_000)]).toEqual([3_000, 3_000]);
    expect([asks(null, false), asks(null, 60_000)]).toEqual([false, 60_000]);
    query.setData(at(6));
    expect([asks(at(5), false), asks(at(5), 60_000)]).toEqual([false, 60_000]);
    expect(againWhile(at(5), () => 7)(query)).toBe(7);
    client.clear();
  });
});
