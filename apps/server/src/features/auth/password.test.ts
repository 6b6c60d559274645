import { describe, expect, it } from 'vitest';
import { HashingQueue, isCommonPassword, isMonotonous, isOwnPassword } from './password.js';

describe('X81: passwords that are guessed first', () => {
  it.each(['password', 'PassWord', '  password ', '\u00a0password1\u2003', '１２３４５６７８'])(
    'a common one: %j',
    (password) => {
      expect(isCommonPassword(password)).toBe(true);
    },
  );

  it.each(['aaaaaaaa', '11111111', '        ', 'AaAaAaAaA', '1212121212121212', '🏈🏈🏈🏈🏈🏈🏈🏈'])(
    'one or two characters again and again: %j',
    (password) => {
      expect(isMonotonous(password)).toBe(true);
    },
  );

  it.each([
    'ann.miller@example.org',
    ' Ann.Miller@EXAMPLE.org ',
    'ann.miller',
    'AnnMiller',
    'ann miller',
    'Ánn Owner',
    'ánnowner',
  ])('one’s own name or address: %j', (password) => {
    expect(isOwnPassword(password, { name: 'Ánn Owner', email: 'ann.miller@example.org' })).toBe(true);
  });

  it('others are taken', () => {
    const owner = { name: '🏈', email: 'ann@example.org' };
    for (const password of ['a long password', 'correct horse', 'abcabdab', '神戸の海辺で遊ぶ', '!?!?!?.,']) {
      expect([isCommonPassword(password), isMonotonous(password), isOwnPassword(password, owner)]).toEqual([
        false,
        false,
        false,
      ]);
    }
  });
});

describe('the queue of password hashes (X37)', () => {
  it('holds 50 that wait; the next is refused at once and may return', async () => {
    const queue = new HashingQueue();
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const running = Array.from({ length: 3 }, () => queue.run(() => gate));
    // an immediate start takes place in a microtask
    await Promise.resolve();
    const waiting = Array.from({ length: 50 }, (_, i) => queue.run(async () => i));
    await expect(queue.run(async () => 'late')).rejects.toMatchObject({
      code: 'busy',
      status: 503,
      retryAfterSeconds: 5,
    });
    open();
    await Promise.all(running);
    expect(await Promise.all(waiting)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(await queue.run(async () => 'later')).toBe('later');
  });

  it('continues after work that fails', async () => {
    const queue = new HashingQueue();
    const failed = await Promise.allSettled(
      Array.from({ length: 20 }, () => queue.run(() => Promise.reject(new Error('no')))),
    );
    expect(failed.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await queue.run(async () => 1)).toBe(1);
  });
});
