import { z } from 'zod';

export const payloadFaultKinds = [
  'no-events',
  'empty-events',
  'score-taken-back',
  'game-dropped',
  'status-regression',
  'kickoff-moved',
  'duplicate',
  'reordered',
  'new-id',
  'unknown-fields',
  'unknown-state',
  'null-score',
  'bad-game',
  'postponed',
  'cancelled',
  'clock-skew',
] as const;

export const replyFaultKinds = [
  'status',
  'hang',
  'slow-body',
  'html',
  'redirecting',
  'cut-json',
  'code-body',
  'clock-skew',
] as const;

/** A fault as requested over HTTP; the README lists which option belongs to which kind. */
export const faultSchema = z.strictObject({
  kind: z.enum([...payloadFaultKinds, ...replyFaultKinds]),
  /** Number of affected answers; absent: until cleared. */
  times: z.int().min(1).optional(),
  /** Event id; absent: the first game that the fault can affect. */
  game: z.string().optional(),
  /** HTTP status of `status` (default 503) and `code-body` (default 200). */
  status: z.int().min(200).max(599).optional(),
  /** `Retry-After` in seconds, of status 429 and 503; default 1. */
  retryAfter: z.int().min(0).optional(),
  /** `slow-body`: bytes at a time, default 64, and milliseconds between, default 100. */
  bytes: z.int().min(1).optional(),
  everyMs: z.int().min(1).optional(),
  /** `code-body`: default 404. */
  code: z.int().optional(),
  /** `score-taken-back`: number of points, default 7. */
  points: z.int().min(1).optional(),
  /** `status-regression`: the earlier state, default `in`. */
  to: z.enum(['in', 'pre']).optional(),
  /** `kickoff-moved`: default 45; `clock-skew`: default 90. */
  minutes: z.int().optional(),
});

export const faultsBodySchema = z.strictObject({ faults: z.array(faultSchema).min(1) });

export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['kind'];
export type PayloadFaultKind = (typeof payloadFaultKinds)[number];
export type ReplyFaultKind = (typeof replyFaultKinds)[number];
