import type {
  AdminUser,
  AdminUsers,
  Alert,
  AuditPage,
  AuditRow,
  FeedHealth,
  NodeReport,
  QuarantinedObservation,
  QueueReport,
  Recompute,
  ResultsCheck,
  WeekPicks,
} from '@sunday-live/contract';
import { flag, list, nullable, object, oneOf, type Shape, text, whole } from '../../http/shape.js';
import { seasonType } from '../../live/frames.js';

const anything: Shape<unknown> = () => undefined;
const number: Shape<number> = (value, path) => {
  if (typeof value !== 'number') throw new Error(`${path} is not a number`);
};

const adminUser = object<AdminUser>({
  id: text,
  n: whole,
  name: text,
  email: text,
  verified: flag,
  role: oneOf('player', 'admin'),
  team: nullable(text),
  createdAt: text,
  deactivatedAt: nullable(text),
  secondFactor: flag,
  sessions: whole,
  lastSeen: nullable(text),
});

export const adminUsers: Shape<AdminUsers> = object<AdminUsers>({
  users: list(adminUser),
  total: whole,
  page: whole,
  pages: whole,
});

export const auditPage: Shape<AuditPage> = object<AuditPage>({
  rows: list(
    object<AuditRow>({
      id: whole,
      at: text,
      actor: nullable(text),
      actorName: nullable(text),
      action: text,
      target: text,
      targetName: nullable(text),
      before: anything,
      after: anything,
      why: nullable(text),
      address: nullable(text),
      requestId: nullable(text),
    }),
  ),
  next: nullable(whole),
});

export const feedHealth: Shape<FeedHealth> = object<FeedHealth>({
  state: oneOf('ok', 'stale', 'down'),
  asOf: nullable(text),
  failures: whole,
  changedAt: text,
  nextPollAt: text,
  intervalMs: number,
  latencyMs: nullable(number),
  source: nullable(text),
  doubt: nullable(object<NonNullable<FeedHealth['doubt']>>({ words: text, firstAt: text, times: whole })),
  errors: list(
    object<FeedHealth['errors'][number]>({ message: text, firstAt: text, lastAt: text, times: whole }),
  ),
});

type Gist = NonNullable<QuarantinedObservation['seen']>;
const gist = object<Gist>({
  away: text,
  home: text,
  awayScore: whole,
  homeScore: whole,
  state: oneOf('pre', 'in', 'post', 'off'),
  kickoff: text,
  season: whole,
  type: seasonType,
  week: whole,
});

export const quarantine: Shape<QuarantinedObservation[]> = list(
  object<QuarantinedObservation>({
    id: whole,
    game: text,
    reason: text,
    firstAt: text,
    lastAt: text,
    times: whole,
    resolution: nullable(oneOf('accepted', 'rejected')),
    takenBack: flag,
    seen: nullable(gist),
    stored: nullable(gist),
  }),
);

export const nodes: Shape<NodeReport[]> = list(
  object<NodeReport>({
    node: text,
    role: text,
    startedAt: text,
    seenAt: text,
    sockets: whole,
    polls: whole,
    slow: whole,
  }),
);

export const queues: Shape<QueueReport[]> = list(
  object<QueueReport>({
    queue: text,
    waiting: whole,
    active: whole,
    delayed: whole,
    failed: whole,
    lastFailure: nullable(object<NonNullable<QueueReport['lastFailure']>>({ at: text, reason: text })),
  }),
);

export const weekPicks: Shape<WeekPicks> = object<WeekPicks>({
  week: whole,
  games: list(
    object<WeekPicks['games'][number]>({
      id: text,
      away: text,
      home: text,
      kickoff: text,
      timeValid: flag,
      locked: flag,
      bankers: list(text),
      awayPicks: list(text),
      homePicks: list(text),
    }),
  ),
  missing: list(object<WeekPicks['missing'][number]>({ id: text, name: text, picked: whole })),
  wanted: whole,
  players: whole,
});

export const resultsCheck: Shape<ResultsCheck> = object<ResultsCheck>({
  season: whole,
  type: seasonType,
  week: whole,
  state: anything as Shape<ResultsCheck['state']>,
  games: object<ResultsCheck['games']>({
    scheduled: nullable(whole),
    stored: whole,
    final: whole,
    calledOff: whole,
  }),
  problems: list(anything as Shape<ResultsCheck['problems'][number]>),
});

export const alerts: Shape<Alert[]> = list(
  object<Alert>({
    id: whole,
    key: text,
    title: text,
    message: text,
    raisedAt: text,
    clearedAt: nullable(text),
    resolvedAt: nullable(text),
  }),
);

const score = nullable(
  object<NonNullable<Recompute['differences'][number]['before']>>({
    points: whole,
    right: whole,
    rank: whole,
  }),
);
export const recompute: Shape<Recompute> = object<Recompute>({
  week: whole,
  dryRun: flag,
  changed: whole,
  differences: list(
    object<Recompute['differences'][number]>({
      player: text,
      name: text,
      rules: oneOf('classic', 'joker-week', 'straight'),
      before: score,
      after: score,
    }),
  ),
});
