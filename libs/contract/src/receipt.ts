import { sideSchema } from './game.js';
import { picksInputSchema, seasonTypeSchema } from './season.js';
import { z } from './zod.js';

const cardPicksSchema = z.object({
  picks: z.record(z.string(), sideSchema),
  banker: z.nullable(z.string()),
  joker: z.boolean(),
});

/** Games of a week whose picks locked together, and the time of their receipts. */
export const receiptPartSchema = z.object({
  part: z.int(),
  at: z.string(),
  games: z.array(z.string()),
  /** One of its games was opened again later: a newer part holds the valid receipts. */
  superseded: z.boolean(),
});
export type ReceiptPart = z.infer<typeof receiptPartSchema>;

/**
 * `hash` is SHA-256, in hex, of nonce, a line feed, and content, in UTF-8. Content is JSON: see
 * `receiptContentSchema`.
 */
export const receiptSchema = z.object({
  player: z.string(),
  part: z.int(),
  nonce: z.string(),
  content: z.string(),
  hash: z.string(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** The content of a receipt: the card, with the picks that locked in this part. */
export const receiptContentSchema = z.extend(cardPicksSchema, {
  player: z.string(),
  season: z.int(),
  /** Absent on older receipts. */
  type: z.optional(seasonTypeSchema),
  week: z.int(),
});
export type ReceiptContent = z.infer<typeof receiptContentSchema>;

/**
 * A change after the lock, by an admin or by a rule: before, after (as far as the viewer may see it), and
 * why.
 */
export const correctionSchema = z.object({
  player: z.string(),
  at: z.string(),
  by: z.string(),
  /** The scoring rule that made the change, as `S21`; null: an admin did. */
  rule: z.nullable(z.string()),
  why: z.string(),
  /** null: there was no card. */
  before: z.nullable(cardPicksSchema),
  after: cardPicksSchema,
});
export type Correction = z.infer<typeof correctionSchema>;

/** A league's receipts of a week: the viewer's first, then by name, at most 500 players. */
export const receiptsSchema = z.object({
  league: z.string(),
  season: z.int(),
  type: seasonTypeSchema,
  week: z.int(),
  parts: z.array(receiptPartSchema),
  players: z.array(z.object({ id: z.string(), name: z.string() })),
  receipts: z.array(receiptSchema),
  corrections: z.array(correctionSchema),
  /** Number of players of the league whose receipts are not included. */
  more: z.int(),
});
export type Receipts = z.infer<typeof receiptsSchema>;

export const cardCorrectionSchema = z.strictObject({
  picks: picksInputSchema,
  banker: z.nullable(z.string().check(z.maxLength(32))),
  joker: z.boolean(),
  why: z.string().check(z.trim(), z.minLength(3, 'must say why'), z.maxLength(500)),
});
export type CardCorrection = z.infer<typeof cardCorrectionSchema>;
