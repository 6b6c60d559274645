import { feedHealthSchema, nodeReportsSchema, queueReportsSchema, siteStatusSchema } from './admin.js';
import { lastBackupSchema } from './backups.js';
import { alertSchema } from './results.js';
import { z } from './zod.js';

/** The whole installation at a glance, for its operator. */
export const adminStatusSchema = z.object({
  at: z.string(),
  versions: z.object({
    server: z.string(),
    node: z.string(),
    postgres: z.string(),
    /** null: no Redis is used, or it does not answer */
    redis: z.nullable(z.string()),
  }),
  site: siteStatusSchema,
  /** Open alerts, newest first. */
  alerts: z.array(alertSchema),
  feed: feedHealthSchema,
  /** The last position of the log. */
  log: z.object({ epoch: z.string(), head: z.int() }),
  nodes: nodeReportsSchema,
  queues: queueReportsSchema,
  email: z.object({
    /** `files`: emails are written to a folder, because no mail server is configured */
    way: z.enum(['smtp', 'files']),
  }),
  push: z.object({ devices: z.int() }),
  storage: z.object({ way: z.enum(['folder', 's3']) }),
  /** Services outside of this server that fail now. */
  failing: z.array(z.object({ service: z.string(), since: z.string(), times: z.int(), reason: z.string() })),
  /** Scheduled backups, and the newest verified one. */
  backup: z.object({ scheduled: z.boolean(), last: z.nullable(lastBackupSchema) }),
  database: z.object({
    /** Size with indexes, in bytes. */
    bytes: z.number(),
    /** Bytes that it grew by; null until there is an earlier size to compare with. */
    grown: z.nullable(z.object({ bytes: z.number(), since: z.string() })),
    /** The largest tables. Numbers of rows are estimates. */
    tables: z.array(z.object({ name: z.string(), bytes: z.number(), rows: z.number() })),
  }),
});
export type AdminStatus = z.infer<typeof adminStatusSchema>;
