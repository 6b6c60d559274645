import { lineSchema } from './name.js';
import { z } from './zod.js';

const count = z.int();

/** The kinds of records, the most popular first. Records of a week count only weeks that are over. */
export const RECORD_KINDS = [
  'best-week',
  'worst-week',
  'most-right',
  'best-season',
  'best-banker',
  'worst-banker',
  'longest-run',
  'longest-lead',
  'biggest-climb',
] as const;
export const recordKindSchema = z.enum(RECORD_KINDS);
export type RecordKind = z.infer<typeof recordKindSchema>;

/** The player who set a record, and when. */
export const recordHolderSchema = z.object({
  id: z.string(),
  name: z.string(),
  team: z.nullable(z.string()),
  season: count,
  /** The last week of a lead; null for records of a whole season. */
  week: z.nullable(count),
});
export type RecordHolder = z.infer<typeof recordHolderSchema>;

export const leagueRecordSchema = z.object({
  kind: recordKindSchema,
  value: count,
  /** The first few players who share it, earliest first. */
  holders: z.array(recordHolderSchema),
  /** How often it was reached in total. */
  times: count,
});
export type LeagueRecord = z.infer<typeof leagueRecordSchema>;

/** The records of a league over all seasons; records without a holder are omitted. */
export const leagueRecordsSchema = z.object({
  league: z.string(),
  /** Latest first. */
  seasons: z.array(count),
  records: z.array(leagueRecordSchema),
});
export type LeagueRecords = z.infer<typeof leagueRecordsSchema>;

/** A record that an admin entered by hand: from before this game, or not computable from results. */
export const writtenRecordSchema = z.object({
  id: z.string(),
  title: z.string(),
  holder: z.string(),
  /** What the holder achieved, in words or numbers. */
  feat: z.string(),
  season: z.nullable(count),
});
export type WrittenRecord = z.infer<typeof writtenRecordSchema>;
export const writtenRecordsSchema = z.array(writtenRecordSchema);

export const newWrittenRecordSchema = z.strictObject({
  title: lineSchema(80),
  holder: lineSchema(80),
  feat: lineSchema(200),
  season: z._default(z.nullable(count.check(z.gte(1920), z.lte(2200))), null),
});
export type NewWrittenRecord = z.infer<typeof newWrittenRecordSchema>;
