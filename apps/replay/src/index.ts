export type { ControlCommand } from './control.js';
export type { Fault, FaultKind } from './faults/fault.js';
export { scoreboardPath } from './http/replay-app.js';
export { type ReplayServer, type ReplayServerOptions, startReplayServer } from './http/replay-server.js';
export { type Scoreboard, type ScoreboardEvent, type Shape, scoreboardSchema } from './payload/schema.js';
export { scoreboard } from './payload/scoreboard.js';
export { defaultSunday, loadRecording, sundayNames } from './recording/load-recording.js';
export type { RecordedGame, Recording, ScheduledGame } from './recording/recording.js';
export { createReplay, Replay, type ReplayOptions, type ReplayState } from './replay.js';
