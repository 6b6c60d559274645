import { seasonTypeSchema } from './season.js';
import { z } from './zod.js';

/** What needs an admin now, besides the alerts. */
export const adminDeskSchema = z.object({
  /** The week whose picks lock next; null: nothing can be picked. */
  cards: z.nullable(
    z.object({
      season: z.int(),
      type: seasonTypeSchema,
      week: z.int(),
      locksAt: z.string(),
      /** Active players. */
      players: z.int(),
      /** Those whose card lacks no game that can still be picked. */
      done: z.int(),
      /** Players who would get a reminder now. */
      reach: z.int(),
    }),
  ),
  /** Undecided observations of the feed. */
  quarantine: z.int(),
  failed: z.array(z.object({ queue: z.string(), failed: z.int() })),
});
export type AdminDesk = z.infer<typeof adminDeskSchema>;

export const remindedSchema = z.object({ players: z.int() });
export type Reminded = z.infer<typeof remindedSchema>;
