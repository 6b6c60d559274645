import type { Announcement } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { aState } from '../../testing/slate.js';
import { applyFrame } from '../apply-frame.js';
import { currentOf } from './queries.js';

const said = (id: string, change: Partial<Announcement> = {}) =>
  ({
    id,
    title: id,
    createdAt: '2024-10-27T17:00:00Z',
    updatedAt: '2024-10-27T17:00:00Z',
    withdrawnAt: null,
    ...change,
  }) as Announcement;
const LATER = '2024-10-27T17:05:00Z';

describe('P60: announcements', () => {
  it('all count when several arrive between two renders, even one that is withdrawn again', () => {
    const [one, two] = [said('one'), said('two')];
    const gone = said('one', { updatedAt: LATER, withdrawnAt: LATER });
    let state = applyFrame(aState({ epoch: 'e1', seq: 4, announcements: [one] }), {
      type: 'announcement',
      epoch: 'e1',
      seq: 5,
      announcement: gone,
    });
    state = applyFrame(state, { type: 'announcement', epoch: 'e1', seq: 6, announcement: two });
    expect(currentOf(state?.announced ?? [], state?.announcements ?? [], [one]).map(({ id }) => id)).toEqual([
      'two',
    ]);
  });

  it('shows the latest version of each', () => {
    const changed = said('one', { title: 'changed', updatedAt: LATER });
    expect(currentOf([said('one')], [changed]).map(({ title }) => title)).toEqual(['changed']);
  });
});
