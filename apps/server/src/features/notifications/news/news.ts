import { z } from 'zod';
import { SEASON_TYPES } from '../../slate/week-key.js';

const leadNewsSchema = z.object({
  kind: z.literal('lead'),
  scope: z.enum(['day', 'week']),
  value: z.enum(['first', 'behind']),
  league: z.object({ id: z.string(), name: z.string() }),
  points: z.number().int(),
  /** Others who stand first as well. */
  sharedWith: z.number().int(),
  leader: z.object({ name: z.string(), points: z.number().int() }),
});

const bankerNewsSchema = z.object({
  kind: z.literal('banker'),
  value: z.enum(['winning', 'losing']),
  team: z.string(),
  /** `MIN 14, LAR 10` */
  score: z.string(),
});

/** Rows from before the type was written are of the regular season. */
const newsWeek = {
  season: z.number().int().nullable().default(null),
  seasonType: z.number().int().default(SEASON_TYPES.regular),
  week: z.number().int(),
};

const deadlineNewsSchema = z.object({
  kind: z.literal('deadline'),
  ...newsWeek,
  at: z.iso.datetime(),
  /** There is a card, which lacks some games. */
  card: z.boolean().default(false),
});

const resultNewsSchema = z.object({
  kind: z.literal('result'),
  ...newsWeek,
  points: z.number().int(),
  rank: z.number().int(),
  shared: z.boolean(),
  players: z.number().int(),
});

/** Something that a player wants to be told. Rows outlive deploys: what is read from one is checked again. */
export const newsSchema = z.discriminatedUnion('kind', [
  leadNewsSchema,
  bankerNewsSchema,
  deadlineNewsSchema,
  resultNewsSchema,
]);
export type News = z.infer<typeof newsSchema>;
export type LeadNews = z.infer<typeof leadNewsSchema>;
export type BankerNews = z.infer<typeof bankerNewsSchema>;

/** News about scores: they turn to and fro, and the next turn makes the last one old. */
export function isTurn(news: News): news is LeadNews | BankerNews {
  return news.kind === 'lead' || news.kind === 'banker';
}
