import { lineSchema } from './name.js';
import { z } from './zod.js';

const count = z.int();

/** What there are records of, most looked at first. Records of a week are set by weeks that are over. */
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

/** Who set a record, and when. */
export const recordHolderSchema = z.object({
  id: z.string(),
  name: z.string(),
  team: z.nullable(z.string()),
  season: count,
  /** of a lead the last one; null for what takes a season */
  week: z.nullable(count),
});
export type RecordHolder = z.infer<typeof recordHolderSchema>;

export const leagueRecordSchema = z.object({
  kind: recordKindSchema,
  value: count,
  /** the first few who share it, earliest first */
  holders: z.array(recordHolderSchema),
  /** how often it was reached in all */
  times: count,
});
export type LeagueRecord = z.infer<typeof leagueRecordSchema>;

/** The records of a league over its seasons; only those that somebody holds. */
export const leagueRecordsSchema = z.object({
  league: z.string(),
  /** latest first */
  seasons: z.array(count),
  records: z.array(leagueRecordSchema),
});
export type LeagueRecords = z.infer<typeof leagueRecordsSchema>;

/** A record that an admin has written down: from before this game, or of what no number tells. */
export const writtenRecordSchema = z.object({
  id: z.string(),
  title: z.string(),
  holder: z.string(),
  /** what was done, in words or numbers */
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
