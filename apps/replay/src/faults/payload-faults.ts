import type { Fault, PayloadFaultKind } from './fault.js';
import type { WireCompetition, WireCompetitor, WireEvent, WireScoreboard, WireStatus } from './wire.js';

const MINUTE = 60_000;

/** Each fault in the payload: a pure function of the payload and the fault. */
type PayloadFault = (payload: WireScoreboard, fault: Fault) => WireScoreboard;

export const payloadFaults: Record<PayloadFaultKind, PayloadFault> = {
  'no-events': ({ events: _events, ...rest }) => rest,
  'empty-events': (payload) => ({ ...payload, events: [] }),
  'score-taken-back': (payload, fault) =>
    onGame(payload, fault, hasPoints, (event) =>
      onCompetition(event, (game) => takeBack(game, fault.points ?? 7)),
    ),
  'game-dropped': (payload, fault) => onGame(payload, fault, always, () => []),
  'status-regression': (payload, fault) =>
    onGame(payload, fault, isFinal, fault.to === 'pre' ? backToScheduled : backToLive),
  'kickoff-moved': (payload, fault) =>
    onGame(payload, fault, isScheduled, (event) => moved(event, fault.minutes ?? 45)),
  duplicate: (payload, fault) => onGame(payload, fault, always, (event) => [event, event]),
  reordered: (payload) => withEvents(payload, (events) => events.toReversed()),
  'new-id': (payload, fault) =>
    onGame(payload, fault, always, (event) => renamed(event, `9${event.id.slice(1)}`)),
  'unknown-fields': (payload) => withUnknownFields(payload),
  'unknown-state': (payload, fault) =>
    onGame(payload, fault, isLive, (event) => withStatus(event, unknownStatus)),
  'null-score': (payload, fault) =>
    onGame(payload, fault, hasPoints, (event) => onCompetitors(event, (side) => ({ ...side, score: null }))),
  'bad-game': (payload, fault) =>
    onGame(payload, fault, always, (event) => ({ ...event, date: 'soon', competitions: [] })),
  postponed: (payload, fault) =>
    onGame(payload, fault, isScheduled, (event) => calledOff(event, postponedType)),
  cancelled: (payload, fault) =>
    onGame(payload, fault, isScheduled, (event) => calledOff(event, cancelledType)),
  'clock-skew': (payload, fault) =>
    withEvents(payload, (events) => events.map((event) => moved(event, fault.minutes ?? 90))),
};

const postponedType = { id: '6', name: 'STATUS_POSTPONED', description: 'Postponed' };
const cancelledType = { id: '5', name: 'STATUS_CANCELED', description: 'Canceled' };

type Test = (event: WireEvent) => boolean;

const always: Test = () => true;
const isFinal: Test = (event) => event.status.type.state === 'post' && event.status.type.completed;
const isLive: Test = (event) => event.status.type.state === 'in';
const isScheduled: Test = (event) => event.status.type.state === 'pre';
const hasPoints: Test = (event) =>
  event.competitions.some((game) => game.competitors.some((side) => Number(side.score) > 0));

function withEvents(
  payload: WireScoreboard,
  edit: (events: readonly WireEvent[]) => readonly WireEvent[],
): WireScoreboard {
  return payload.events === undefined ? payload : { ...payload, events: edit(payload.events) };
}

/** Edits the game that the fault names, otherwise the first that passes the test (live games come first). */
function onGame(
  payload: WireScoreboard,
  fault: { game?: string | undefined },
  test: Test,
  edit: (event: WireEvent) => WireEvent | WireEvent[],
): WireScoreboard {
  return withEvents(payload, (events) => {
    const target = events.find((event) => (fault.game === undefined ? test(event) : event.id === fault.game));
    return events.flatMap((event) => (event === target ? edit(event) : event));
  });
}

function onCompetition(event: WireEvent, edit: (game: WireCompetition) => WireCompetition): WireEvent {
  return { ...event, competitions: event.competitions.map(edit) };
}

function onCompetitors(event: WireEvent, edit: (side: WireCompetitor) => WireCompetitor): WireEvent {
  return onCompetition(event, (game) => ({ ...game, competitors: game.competitors.map(edit) }));
}

function withStatus(event: WireEvent, edit: (status: WireStatus) => WireStatus): WireEvent {
  const changed = onCompetition(event, (game) => ({ ...game, status: edit(game.status) }));
  return { ...changed, status: edit(event.status) };
}

/** Removes points from the side that has more of them. */
function takeBack(game: WireCompetition, points: number): WireCompetition {
  const best = Math.max(...game.competitors.map((side) => Number(side.score)));
  const target = game.competitors.find((side) => Number(side.score) === best);
  const lowered = String(Math.max(0, best - points));
  return {
    ...game,
    competitors: game.competitors.map((side) => (side === target ? { ...side, score: lowered } : side)),
  };
}

function backToLive(event: WireEvent): WireEvent {
  const live = withStatus(event, (status) => ({
    ...status,
    clock: 120,
    displayClock: '2:00',
    period: 4,
    type: {
      id: '2',
      name: 'STATUS_IN_PROGRESS',
      state: 'in',
      completed: false,
      description: 'In Progress',
      detail: '2:00 - 4th Quarter',
      shortDetail: '2:00 - 4th',
    },
  }));
  return onCompetitors(live, ({ winner: _winner, ...side }) => side);
}

function backToScheduled(event: WireEvent): WireEvent {
  const scheduled = withStatus(event, (status) => ({
    ...status,
    clock: 0,
    displayClock: '0:00',
    period: 0,
    type: {
      id: '1',
      name: 'STATUS_SCHEDULED',
      state: 'pre',
      completed: false,
      description: 'Scheduled',
      detail: 'TBD',
      shortDetail: 'TBD',
    },
  }));
  return onCompetitors(scheduled, ({ winner: _winner, linescores: _line, ...side }) => ({
    ...side,
    score: '0',
  }));
}

function calledOff(event: WireEvent, type: { id: string; name: string; description: string }): WireEvent {
  const off = withStatus(event, (status) => ({
    ...status,
    type: {
      ...type,
      state: 'post',
      completed: false,
      detail: type.description,
      shortDetail: type.description,
    },
  }));
  const bare = onCompetition(off, ({ situation: _situation, ...game }) => game);
  return onCompetitors(bare, ({ winner: _winner, ...side }) => ({ ...side, score: '0' }));
}

function unknownStatus(status: WireStatus): WireStatus {
  return {
    ...status,
    type: { ...status.type, id: '99', name: 'STATUS_UNHEARD_OF', state: 'limbo', description: 'Unheard of' },
  };
}

function renamed(event: WireEvent, id: string): WireEvent {
  const swap = (text: string) => text.replaceAll(event.id, id);
  const changed = onCompetition(event, (game) => ({ ...game, id, uid: swap(game.uid) }));
  return { ...changed, id, uid: swap(event.uid) };
}

function moved(event: WireEvent, minutes: number): WireEvent {
  const changed = onCompetition(event, (game) => ({
    ...game,
    date: movedDate(game.date, minutes),
    startDate: movedDate(game.startDate, minutes),
  }));
  return { ...changed, date: movedDate(event.date, minutes) };
}

function movedDate(date: string, minutes: number): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : `${new Date(time + minutes * MINUTE).toISOString().slice(0, 16)}Z`;
}

function withUnknownFields(payload: WireScoreboard): WireScoreboard {
  const surprise = { surprise: { nested: [1, null, { deep: true }] }, curatedRank: { current: 99 } };
  const full = withEvents(payload, (events) =>
    events.map((event) => {
      const inside = onCompetitors(event, (side) => ({ ...side, ...surprise }));
      return { ...onCompetition(inside, (game) => ({ ...game, ...surprise })), ...surprise };
    }),
  );
  return { ...full, ...surprise };
}
