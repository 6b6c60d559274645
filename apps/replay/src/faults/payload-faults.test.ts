import { describe, expect, it } from 'vitest';
import { scoreboardSchema } from '../payload/schema.js';
import { scoreboard } from '../payload/scoreboard.js';
import { loadRecording } from '../recording/load-recording.js';
import { Replay } from '../replay.js';
import { type Fault, payloadFaultKinds } from './fault.js';
import { payloadFaults } from './payload-faults.js';
import type { WireEvent, WireScoreboard } from './wire.js';

const recording = loadRecording();
const replay = new Replay(recording, { paused: true });
// Four hours in: early games are over, late ones are live, the night game has not started.
await replay.control({ action: 'seek', position: 14_400 });
const clean: WireScoreboard = scoreboard(
  recording,
  replay.moment(),
  { kind: 'week', season: 2024, week: 8 },
  '2025',
);

function spoilt(fault: Fault): WireScoreboard {
  const before = JSON.stringify(clean);
  const kind = payloadFaultKinds.find((known) => known === fault.kind);
  if (kind === undefined) {
    throw new Error(`${fault.kind} is no fault of the payload`);
  }
  const result = payloadFaults[kind](clean, fault);
  expect(JSON.stringify(clean)).toBe(before);
  expect(JSON.stringify(payloadFaults[kind](clean, fault))).toBe(JSON.stringify(result));
  return result;
}

function find(payload: WireScoreboard, id: string): WireEvent {
  const event = payload.events?.find((one) => one.id === id);
  if (event === undefined) {
    throw new Error(`no event ${id}`);
  }
  return event;
}

/** Returns the ids of events that differ from the clean payload. */
function changed(payload: WireScoreboard): string[] {
  const before = new Map(clean.events?.map((event) => [event.id, JSON.stringify(event)]));
  return (payload.events ?? [])
    .filter((event) => before.get(event.id) !== JSON.stringify(event))
    .map((event) => event.id);
}

function scores(event: WireEvent): (string | null)[] {
  return event.competitions.flatMap((game) => game.competitors.map((side) => side.score));
}

function inState(state: string): string {
  const event = clean.events?.find((one) => one.status.type.state === state);
  return event?.id ?? '';
}

const live = inState('in');
const over = inState('post');
const scheduled = inState('pre');

describe('faults of the payload', () => {
  it('start from a payload with games in every state', () => {
    expect([live, over, scheduled].every((id) => id !== '')).toBe(true);
  });

  it('no-events, empty-events', () => {
    expect(spoilt({ kind: 'no-events' })).not.toHaveProperty('events');
    expect(spoilt({ kind: 'no-events' })).toHaveProperty('week');
    expect(spoilt({ kind: 'empty-events' }).events).toEqual([]);
  });

  it('score-taken-back lowers the leading score of one game', () => {
    const payload = spoilt({ kind: 'score-taken-back', game: over, points: 3 });
    const total = (event: WireEvent) => scores(event).reduce((sum, score) => sum + Number(score), 0);
    expect(changed(payload)).toEqual([over]);
    expect(total(find(payload, over))).toBe(total(find(clean, over)) - 3);
    expect(changed(spoilt({ kind: 'score-taken-back' }))).toHaveLength(1);
  });

  it('game-dropped leaves one game out', () => {
    const payload = spoilt({ kind: 'game-dropped', game: live });
    expect(payload.events?.map((event) => event.id)).toEqual(
      clean.events?.map((event) => event.id).filter((id) => id !== live),
    );
  });

  it('status-regression makes a final live, or to come', () => {
    const again = find(spoilt({ kind: 'status-regression', game: over }), over);
    expect(again.status.type).toMatchObject({ state: 'in', completed: false });
    expect(again.competitions[0]?.status.type).toEqual(again.status.type);
    expect(again.competitions[0]?.competitors[0]).not.toHaveProperty('winner');
    expect(scores(again)).toEqual(scores(find(clean, over)));
    const before = find(spoilt({ kind: 'status-regression', to: 'pre' }), over);
    expect(before.status.type).toMatchObject({ state: 'pre', completed: false });
    expect(scores(before)).toEqual(['0', '0']);
    expect(before.competitions[0]?.competitors[0]).not.toHaveProperty('linescores');
  });

  it('kickoff-moved moves all three dates of one game to come', () => {
    const payload = spoilt({ kind: 'kickoff-moved', minutes: -20 });
    const event = find(payload, scheduled);
    const moved = Date.parse(find(clean, scheduled).date) - 20 * 60_000;
    expect(changed(payload)).toEqual([scheduled]);
    expect(event.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
    expect([event.date, event.competitions[0]?.date, event.competitions[0]?.startDate].map(String)).toEqual(
      Array(3).fill(`${new Date(moved).toISOString().slice(0, 16)}Z`),
    );
  });

  it('duplicate, reordered', () => {
    const ids = spoilt({ kind: 'duplicate', game: live }).events?.map((event) => event.id) ?? [];
    expect(ids.filter((id) => id === live)).toHaveLength(2);
    expect(ids).toHaveLength(17);
    expect(spoilt({ kind: 'reordered' }).events?.map((event) => event.id)).toEqual(
      clean.events?.map((event) => event.id).reverse(),
    );
  });

  it('new-id gives a game another id everywhere', () => {
    const payload = spoilt({ kind: 'new-id', game: live });
    const [id] = changed(payload);
    expect(id).toMatch(/^9\d+$/);
    expect(id).not.toBe(live);
    expect(payload.events).toHaveLength(16);
    expect(find(payload, id ?? '').competitions[0]?.id).toBe(id);
  });

  it('unknown-fields adds fields and changes none', () => {
    const payload = spoilt({ kind: 'unknown-fields' });
    expect(payload).toMatchObject(clean);
    expect(scoreboardSchema.safeParse(payload).success).toBe(false);
    expect(changed(payload)).toHaveLength(16);
  });

  it('unknown-state, null-score, bad-game touch one game', () => {
    const strange = spoilt({ kind: 'unknown-state' });
    expect(changed(strange)).toEqual([live]);
    expect(find(strange, live).status.type.state).toBe('limbo');
    const empty = spoilt({ kind: 'null-score', game: live });
    expect(changed(empty)).toEqual([live]);
    expect(scores(find(empty, live))).toEqual([null, null]);
    const bad = spoilt({ kind: 'bad-game', game: over });
    expect(changed(bad)).toEqual([over]);
    expect(find(bad, over).competitions).toEqual([]);
  });

  it('postponed and cancelled are post, not completed, without points', () => {
    for (const [kind, name] of [
      ['postponed', 'STATUS_POSTPONED'],
      ['cancelled', 'STATUS_CANCELED'],
    ] as const) {
      expect(changed(spoilt({ kind }))).toEqual([scheduled]);
      const off = find(spoilt({ kind, game: live }), live);
      expect(off.status.type).toMatchObject({ name, state: 'post', completed: false });
      expect(scores(off)).toEqual(['0', '0']);
      expect(off.competitions[0]).not.toHaveProperty('situation');
    }
  });

  it('clock-skew moves every kickoff', () => {
    const payload = spoilt({ kind: 'clock-skew', minutes: 60 });
    for (const event of payload.events ?? []) {
      expect(Date.parse(event.date) - Date.parse(find(clean, event.id).date)).toBe(3_600_000);
    }
  });

  it('change nothing when the game that is named is not there', () => {
    const onOneGame = payloadFaultKinds.filter(
      (kind) => !['no-events', 'empty-events', 'reordered', 'unknown-fields', 'clock-skew'].includes(kind),
    );
    for (const kind of onOneGame) {
      expect(spoilt({ kind, game: '1' })).toEqual(clean);
    }
    expect(onOneGame).toHaveLength(11);
  });

  it('can befall a payload that another fault has already spoilt', () => {
    for (const first of payloadFaultKinds) {
      for (const second of payloadFaultKinds) {
        const once = payloadFaults[first](clean, { kind: first });
        expect(() => payloadFaults[second](once, { kind: second })).not.toThrow();
      }
    }
  });
});
