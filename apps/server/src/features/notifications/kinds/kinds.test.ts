import { pushKindSchema } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { KINDS } from './kinds.js';

describe('the kinds of notifications', () => {
  it('are those that a player can choose, each once', () => {
    expect(KINDS.map(({ kind }) => kind).sort()).toEqual([...pushKindSchema.options].sort());
  });

  it.each(KINDS)('$kind has one source of news', ({ readings, addDue }) => {
    expect(readings === undefined).not.toBe(addDue === undefined);
  });

  it('follow a league only where they read scores', () => {
    for (const { ofLeague, readings } of KINDS)
      expect(ofLeague === true && readings === undefined).toBe(false);
  });
});
