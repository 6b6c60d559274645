/**
 * The pure steps from the feed's answer to a frame, without database and sockets. Benchmarks play whole Sundays with
 * them.
 */
export { normalise } from './features/feed/espn/espn-feed.js';
export { readScoreboard } from './features/feed/espn/scoreboard.schema.js';
export type { Frame } from './features/live/hub/frames.js';
export { LeagueChannel } from './features/live/hub/league-channel.js';
export {
  type CompressionReader,
  compressedForm,
  frameMessage,
  SharedContext,
} from './features/live/socket/shared-context.js';
export { foldEvent } from './features/projection/fold-event.js';
export { emptyState, enterPlayer, followDay, type NodeState } from './features/projection/node-state.js';
export { POLLS_PER_SITUATION, situationPace } from './features/slate/game-change.js';
export type { SlateEvent, SlateEventBody } from './features/slate/slate-event.js';
export { planChanges } from './features/slate/slate-plan.js';
export type { StoredGame } from './features/slate/stored-game.js';
export { MeetingIndex, WeekRoom } from './features/slate/week-room.js';
