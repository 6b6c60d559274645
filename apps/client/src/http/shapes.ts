import type {
  Card,
  DemoAccounts,
  History,
  HistoryEvent,
  LeagueCards,
  LeagueSummary,
  Me,
  Season,
  WeekBase,
} from '@sunday-live/contract';
import { cause, game, seasonType } from '../live/frames.js';
import { flag, list, nullable, object, oneOf, optional, record, type Shape, text, whole } from './shape.js';

/** Of every answer about a week or a season (P70). */
export const position = { epoch: text, seq: whole };

const rulesName = oneOf('classic', 'joker-week', 'straight');
const picks = record(oneOf('home', 'away'));

export const me: Shape<Me> = object<Me>({
  id: text,
  email: text,
  name: text,
  team: nullable(text),
  timeZone: text,
  role: oneOf('player', 'admin'),
  notifications: object<Me['notifications']>({
    reminder48h: flag,
    pickConfirmation: flag,
    weeklyResult: flag,
    announcements: flag,
  }),
  liveLanding: flag,
  demo: optional(flag),
  secondFactor: oneOf('on', 'off', 'needed'),
});

export const demoAccounts: Shape<DemoAccounts> = object<DemoAccounts>({
  accounts: list(
    object<DemoAccounts['accounts'][number]>({ role: oneOf('player', 'admin'), email: text, password: text }),
  ),
});

export const leagues: Shape<LeagueSummary[]> = list(
  object<LeagueSummary>({
    id: text,
    name: text,
    rules: rulesName,
    visibility: oneOf('open', 'code'),
    widget: flag,
    code: nullable(text),
    role: oneOf('commissioner', 'member'),
    members: whole,
  }),
);

export const season: Shape<Season> = object<Season>({
  season: whole,
  type: seasonType,
  phase: oneOf('pre', 'regular', 'post', 'off'),
  pickWeek: nullable(whole),
  resultsWeek: nullable(whole),
  weeks: list(
    object<Season['weeks'][number]>({
      week: whole,
      name: text,
      deadline: text,
      state: oneOf('upcoming', 'open', 'locked', 'done'),
    }),
  ),
  seasons: list(object<Season['seasons'][number]>({ season: whole, type: seasonType, played: flag })),
  lock: oneOf('week', 'kickoff'),
  rules: rulesName,
  forcedJokers: optional(flag),
  preseason: flag,
  playoffs: object<Season['playoffs']>({ bankersOnce: flag, jokers: whole }),
});

export const card: Shape<Card> = object<Card>({
  week: whole,
  picks,
  banker: nullable(text),
  joker: flag,
  version: whole,
  lockedAt: nullable(text),
  picked: whole,
  games: whole,
  saved: optional(object<NonNullable<Card['saved']>>({ at: text, device: nullable(text) })),
  problems: optional(list(object<NonNullable<Card['problems']>[number]>({ code: text, message: text }))),
});

export const leagueCards: Shape<LeagueCards> = object<LeagueCards>({
  league: text,
  week: whole,
  ...position,
  cards: list(
    object<LeagueCards['cards'][number]>({
      player: text,
      picks,
      banker: nullable(text),
      joker: flag,
      jokerCounts: flag,
      corrected: optional(flag),
    }),
  ),
  bases: optional(
    list(
      object<WeekBase>({
        player: text,
        points: whole,
        right: whole,
        bankerPoints: whole,
        bankers: whole,
        jokerSpent: flag,
      }),
    ),
  ),
});

export const history: Shape<History> = object<History>({
  league: text,
  season: whole,
  type: seasonType,
  week: whole,
  ...position,
  games: list(game),
  events: list(object<HistoryEvent>({ seq: whole, at: text, games: list(game), cause: optional(cause) })),
});
