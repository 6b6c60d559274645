import { z } from './zod.js';

/** RFC 9457 problem document; `code` is stable, `problems` has one entry for each fault of the input. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.optional(z.string()),
  problems: z.optional(z.array(z.looseObject({ code: z.string(), message: z.string() }))),
});
export type Problem = z.infer<typeof problemSchema>;
