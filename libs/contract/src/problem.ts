import { z } from 'zod';

/** RFC 9457 problem document; `code` is stable, `problems` lists one entry per fault of the input. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  problems: z.array(z.looseObject({ code: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
