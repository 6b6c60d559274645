import { z } from 'zod';
import { lineSchema } from './name.js';

const count = z.number().int();

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
  team: z.string().nullable(),
  season: count,
  /** of a lead the last one; null for what takes a season */
  week: count.nullable(),
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
  season: count.nullable(),
});
export type WrittenRecord = z.infer<typeof writtenRecordSchema>;

export const newWrittenRecordSchema = z.strictObject({
  title: lineSchema(80),
  holder: lineSchema(80),
  feat: lineSchema(200),
  season: count.min(1920).max(2200).nullable().default(null),
});
export type NewWrittenRecord = z.infer<typeof newWrittenRecordSchema>;
