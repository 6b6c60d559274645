import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueReminder } from './reminder-mails.js';

const HOUR = 3_600_000;
const DEADLINE = new Date('2024-10-24T20:00:00Z');
const before = (hours: number) => new Date(DEADLINE.getTime() - hours * HOUR);
const dueAt = (hours: number) => dueReminder(before(hours), DEADLINE)?.hours ?? null;

describe('M10: the reminder that is due', () => {
  it('48, 24 and 1 hour before; late, only the one that still helps', () => {
    expect([49, 48.001, 48, 30, 26.1].map(dueAt)).toEqual([null, null, 48, 48, 48]);
    // the 48-hour reminder is stale by then, and the 24-hour one is not due yet
    expect([26, 25, 24.001].map(dueAt)).toEqual([null, null, null]);
    expect([24, 20, 2.1].map(dueAt)).toEqual([24, 24, 24]);
    expect([2, 1.5, 1.001].map(dueAt)).toEqual([null, null, null]);
    expect([1, 0.5, 0.2].map(dueAt)).toEqual([1, 1, 1]);
    expect([10 / 60, 0, -1, -100].map(dueAt)).toEqual([null, null, null, null]);
  });

  it('only the 48-hour reminder can be switched off', () => {
    expect([48, 24, 1].map((hours) => dueReminder(before(hours), DEADLINE)?.optional)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

/** One run of the planner, and of the outbox some time later, with the deadline known then. */
const steps = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 20 * 60 }).map((minutes) => minutes * 60_000),
    move: fc.oneof(
      { weight: 4, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: -72, max: 72 }) },
    ),
    sends: fc.boolean(),
    saves: fc.oneof(
      { weight: 9, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  }),
  { maxLength: 60 },
);

describe('M11: whenever it runs', () => {
  it('each player gets each reminder at most once, never a stale one, never two at a time, none with a card', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (runs, wants48h) => {
        let now = before(96).getTime();
        let deadline = DEADLINE.getTime();
        let hasCard = false;
        const rows = new Map<number, { validUntil: Date; sent: boolean }>();
        for (const { wait, move, sends, saves } of runs) {
          now += wait;
          deadline += move * HOUR;
          hasCard ||= saves;
          const due = dueReminder(new Date(now), new Date(deadline));
          if (due !== null && !hasCard && (wants48h || !due.optional) && !rows.has(due.hours)) {
            rows.set(due.hours, { validUntil: due.validUntil, sent: false });
          }
          if (!sends) continue;
          const sent: number[] = [];
          for (const [hours, row] of rows) {
            const still = dueReminder(new Date(now), new Date(deadline));
            if (row.sent || hasCard || row.validUntil.getTime() <= now || still?.hours !== hours) continue;
            row.sent = true;
            sent.push(hours);
            const left = (deadline - now) / HOUR;
            expect(left).toBeLessThanOrEqual(hours);
            expect(left).toBeGreaterThan({ 48: 26, 24: 2, 1: 1 / 6 }[hours] ?? Number.NaN);
          }
          expect(sent.length).toBeLessThanOrEqual(1);
          if (!wants48h) expect(sent).not.toContain(48);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a player who never saves gets all three, with a run every ten minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 599 }), (offset) => {
        const seen = new Set<number>();
        for (let minute = -50 * 60; minute < 10; minute += 10) {
          const due = dueReminder(new Date(DEADLINE.getTime() + minute * 60_000 + offset * 1000), DEADLINE);
          if (due !== null) seen.add(due.hours);
        }
        expect([...seen]).toEqual([48, 24, 1]);
      }),
    );
  });
});
