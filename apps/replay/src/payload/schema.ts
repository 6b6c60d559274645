import { z } from 'zod';

/** Dates as ESPN writes them: minutes, no seconds, `2024-10-27T17:00Z`. */
const espnDate = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
const digits = z.string().regex(/^\d+$/);

const statusTypeSchema = z.strictObject({
  id: z.string(),
  name: z.string().startsWith('STATUS_'),
  state: z.enum(['pre', 'in', 'post']),
  completed: z.boolean(),
  description: z.string(),
  detail: z.string(),
  shortDetail: z.string(),
  altDetail: z.string().optional(),
});

const statusSchema = z.strictObject({
  clock: z.number().min(0).max(900),
  displayClock: z.string().regex(/^\d{1,2}:[0-5]\d$/),
  period: z.int().min(0),
  type: statusTypeSchema,
  isTBDFlex: z.boolean().optional(),
});

const linkSchema = z.strictObject({
  language: z.string(),
  rel: z.array(z.string()),
  href: z.url(),
  text: z.string(),
  shortText: z.string(),
  isExternal: z.boolean(),
  isPremium: z.boolean(),
});

const teamSchema = z.strictObject({
  id: digits,
  uid: z.string(),
  location: z.string(),
  name: z.string(),
  abbreviation: z.string(),
  displayName: z.string(),
  shortDisplayName: z.string(),
  color: z.string().regex(/^[0-9a-fA-F]{6}$/),
  alternateColor: z.string().regex(/^[0-9a-fA-F]{6}$/),
  isActive: z.boolean(),
  venue: z.strictObject({ id: z.string() }),
  links: z.array(linkSchema.omit({ language: true, shortText: true })),
  logo: z.url(),
});

const competitorSchema = z.strictObject({
  id: digits,
  uid: z.string(),
  type: z.literal('team'),
  order: z.int(),
  homeAway: z.enum(['home', 'away']),
  winner: z.boolean().optional(),
  team: teamSchema,
  score: digits,
  linescores: z
    .array(
      z.strictObject({
        value: z.number(),
        displayValue: z.string().optional(),
        period: z.int().min(1).optional(),
      }),
    )
    .optional(),
  statistics: z.array(z.never()),
  records: z.array(
    z.strictObject({
      name: z.string(),
      abbreviation: z.string().optional(),
      type: z.string(),
      summary: z.string().regex(/^\d+-\d+(-\d+)?$/),
    }),
  ),
});

const spotSchema = z.strictObject({
  yardLine: z.number(),
  team: z.strictObject({ id: digits }).optional(),
});

const lastPlaySchema = z.strictObject({
  id: digits,
  type: z.strictObject({ id: z.string(), text: z.string(), abbreviation: z.string() }),
  text: z.string(),
  scoreValue: z.number(),
  team: z.strictObject({ id: digits }).optional(),
  probability: z.strictObject({
    tiePercentage: z.number(),
    homeWinPercentage: z.number(),
    awayWinPercentage: z.number(),
    secondsLeft: z.number(),
  }),
  drive: z.strictObject({
    description: z.string(),
    start: z.strictObject({ yardLine: z.number(), text: z.string() }),
    timeElapsed: z.strictObject({ displayValue: z.string() }),
  }),
  start: spotSchema,
  end: spotSchema,
  statYardage: z.number(),
});

const situationSchema = z.strictObject({
  $ref: z.url().optional(),
  lastPlay: lastPlaySchema,
  down: z.int(),
  yardLine: z.number().min(0).max(100),
  distance: z.int().min(0),
  downDistanceText: z.string().optional(),
  shortDownDistanceText: z.string().optional(),
  possessionText: z.string().optional(),
  isRedZone: z.boolean(),
  homeTimeouts: z.int().min(0).max(3),
  awayTimeouts: z.int().min(0).max(3),
  possession: digits.optional(),
});

const teamOddsSchema = z.strictObject({
  favorite: z.boolean(),
  underdog: z.boolean(),
  team: z.strictObject({
    id: digits,
    uid: z.string(),
    abbreviation: z.string(),
    name: z.string(),
    displayName: z.string(),
    logo: z.url(),
  }),
});

const oddsSchema = z.strictObject({
  provider: z.strictObject({ id: z.string(), name: z.string(), priority: z.int() }),
  details: z.string(),
  overUnder: z.number(),
  spread: z.number(),
  awayTeamOdds: teamOddsSchema,
  homeTeamOdds: teamOddsSchema,
});

const competitionSchema = z.strictObject({
  id: digits,
  uid: z.string(),
  date: espnDate,
  attendance: z.int(),
  type: z.strictObject({ id: z.string(), abbreviation: z.string() }),
  timeValid: z.boolean(),
  neutralSite: z.boolean(),
  conferenceCompetition: z.boolean(),
  playByPlayAvailable: z.boolean().optional(),
  recent: z.boolean(),
  venue: z.strictObject({
    id: z.string(),
    fullName: z.string(),
    address: z.strictObject({ city: z.string(), state: z.string(), country: z.string().optional() }),
    capacity: z.int().optional(),
    indoor: z.boolean(),
  }),
  competitors: z.array(competitorSchema).length(2),
  notes: z.array(z.strictObject({ type: z.string(), headline: z.string() })),
  situation: situationSchema.optional(),
  status: statusSchema,
  broadcasts: z.array(z.strictObject({ market: z.string(), names: z.array(z.string()) })),
  format: z.strictObject({ regulation: z.strictObject({ periods: z.literal(4) }) }),
  startDate: espnDate,
  broadcast: z.string().optional(),
  geoBroadcasts: z.array(
    z.strictObject({
      type: z.strictObject({ id: z.string(), shortName: z.string() }),
      market: z.strictObject({ id: z.string(), type: z.string() }),
      media: z.strictObject({ shortName: z.string() }),
      lang: z.string(),
      region: z.string(),
    }),
  ),
  odds: z.array(oddsSchema).optional(),
  headlines: z
    .array(z.strictObject({ type: z.string(), description: z.string(), shortLinkText: z.string() }))
    .optional(),
});

export const eventSchema = z.strictObject({
  id: digits,
  uid: z.string(),
  date: espnDate,
  name: z.string(),
  shortName: z.string(),
  season: z.strictObject({ year: z.int(), type: z.int(), slug: z.string() }),
  week: z.strictObject({ number: z.int() }).optional(),
  competitions: z.array(competitionSchema).length(1),
  links: z.array(linkSchema),
  status: statusSchema,
});

const calendarEntrySchema = z.strictObject({
  label: z.string(),
  alternateLabel: z.string(),
  detail: z.string(),
  value: z.string(),
  startDate: espnDate,
  endDate: espnDate,
});

const leagueSchema = z.strictObject({
  id: z.literal('28'),
  uid: z.string(),
  name: z.string(),
  abbreviation: z.literal('NFL'),
  slug: z.literal('nfl'),
  season: z.strictObject({
    year: z.int(),
    startDate: espnDate,
    endDate: espnDate,
    displayName: z.string().optional(),
    type: z.strictObject({ id: z.string(), type: z.int(), name: z.string(), abbreviation: z.string() }),
  }),
  logos: z.array(
    z.strictObject({
      href: z.url(),
      width: z.int(),
      height: z.int(),
      alt: z.string(),
      rel: z.array(z.string()),
      lastUpdated: espnDate,
    }),
  ),
  calendarType: z.literal('list'),
  calendarIsWhitelist: z.boolean(),
  calendarStartDate: espnDate,
  calendarEndDate: espnDate,
  calendar: z.array(
    z.strictObject({
      label: z.string(),
      value: z.string(),
      startDate: espnDate,
      endDate: espnDate,
      entries: z.array(calendarEntrySchema),
    }),
  ),
});

const byeTeamSchema = teamSchema.pick({
  id: true,
  uid: true,
  location: true,
  name: true,
  abbreviation: true,
  displayName: true,
  shortDisplayName: true,
  isActive: true,
  links: true,
  logo: true,
});

const providerSchema = z.strictObject({ id: z.string(), name: z.string(), priority: z.int() });

/** A whole answer of the scoreboard endpoint, without faults, in either shape. */
export const scoreboardSchema = z.strictObject({
  leagues: z.array(leagueSchema).length(1),
  season: z.strictObject({ type: z.int(), year: z.int() }).optional(),
  week: z.strictObject({ number: z.int(), teamsOnBye: z.array(byeTeamSchema).optional() }).optional(),
  events: z.array(eventSchema),
  provider: providerSchema.optional(),
});

export type Scoreboard = z.infer<typeof scoreboardSchema>;
export type ScoreboardEvent = z.infer<typeof eventSchema>;
export type Competition = z.infer<typeof competitionSchema>;
export type Competitor = z.infer<typeof competitorSchema>;
export type ScoreboardTeam = z.infer<typeof teamSchema>;
export type Status = z.infer<typeof statusSchema>;
export type ScoreboardSituation = z.infer<typeof situationSchema>;
export type Odds = z.infer<typeof oddsSchema>;
export type League = z.infer<typeof leagueSchema>;

/** Which year's variant of the payload is served. */
export const shapes = ['2022', '2025'] as const;
export type Shape = (typeof shapes)[number];
