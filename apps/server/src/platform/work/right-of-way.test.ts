import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { giveWay, RightOfWay } from './right-of-way.js';

/** A thread that ends one turn, and reports before it does. */
const ENDS_A_TURN = `
  const { urgent, said } = require('node:worker_threads').workerData;
  Atomics.add(said, 0, 1);
  Atomics.sub(urgent, 0, 1);
  Atomics.notify(urgent, 0);
`;

describe('a thread that gives way', () => {
  it('continues at once when nothing is urgent, also after turns that are over', () => {
    const { urgent, turn } = aRightOfWay();
    turn.begin();
    turn.begin();
    turn.end();
    turn.end();
    expect(urgent[0]).toBe(0);
    giveWay(urgent);
  });

  it('rests until the last of the turns is over', async () => {
    const { urgent, turn, another } = aRightOfWay();
    turn.begin();
    another.begin();
    const said = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const threads = [0, 1].map(() => new Worker(ENDS_A_TURN, { eval: true, workerData: { urgent, said } }));
    giveWay(urgent);
    expect(said[0]).toBe(2);
    await Promise.all(threads.map((thread) => thread.terminate()));
  });
});

describe('what waits for its turn', () => {
  it('continues at once when nothing is urgent, else when the last turn is over', async () => {
    const { rightOfWay, turn, another } = aRightOfWay();
    await rightOfWay.clear();
    turn.begin();
    another.begin();
    let clear = false;
    const waiting = rightOfWay.clear().then(() => {
      clear = true;
    });
    turn.end();
    await Promise.resolve();
    expect(clear).toBe(false);
    another.end();
    await waiting;
  });

  it('rests on when the next turn begins at the same moment', async () => {
    const { rightOfWay, turn, another } = aRightOfWay();
    turn.begin();
    let clear = false;
    const waiting = rightOfWay.clear().then(() => {
      clear = true;
    });
    turn.end();
    another.begin();
    await new Promise((resolve) => setImmediate(resolve));
    expect(clear).toBe(false);
    another.end();
    await waiting;
  });
});

describe('a turn', () => {
  it('is over by itself when it takes too long', async () => {
    const { rightOfWay } = aRightOfWay();
    const turn = rightOfWay.turn(20);
    turn.begin();
    await rightOfWay.clear();
    turn.end();
    expect(rightOfWay.urgent[0]).toBe(0);
  });

  it('that never began takes nothing from others', () => {
    const { urgent, turn, another } = aRightOfWay();
    turn.begin();
    another.end();
    expect(urgent[0]).toBe(1);
    turn.end();
  });
});

function aRightOfWay() {
  const rightOfWay = new RightOfWay();
  return { rightOfWay, urgent: rightOfWay.urgent, turn: rightOfWay.turn(), another: rightOfWay.turn() };
}
