import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Scratch } from './scratch.js';

describe('Scratch', () => {
  it('undoes everything in reverse order, also after a failure', async () => {
    const undone: number[] = [];
    const work = Scratch.use(async (scratch) => {
      scratch.defer(async () => undone.push(1));
      scratch.defer(async () => undone.push(2));
      throw new Error('broken');
    });
    await expect(work).rejects.toThrow('broken');
    expect(undone).toEqual([2, 1]);
  });

  it('continues undoing when one undo fails, and reports it', async () => {
    const undone: number[] = [];
    const work = Scratch.use(async (scratch) => {
      scratch.defer(async () => undone.push(1));
      scratch.defer(() => Promise.reject(new Error('stuck')));
    });
    await expect(work).rejects.toThrow('cleaning up failed');
    expect(undone).toEqual([1]);
  });

  it('gives a folder that is gone afterwards', async () => {
    const path = await Scratch.use(async (scratch) => {
      const folder = await scratch.folder();
      expect(existsSync(folder)).toBe(true);
      return folder;
    });
    expect(existsSync(path)).toBe(false);
  });
});
