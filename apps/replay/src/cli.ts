import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startReplayServer } from './http/replay-server.js';
import { shapes } from './payload/schema.js';
import { defaultSunday } from './recording/load-recording.js';

const usage = `npm run replay -- [options]
  --sunday <name|path>  which recorded Sunday (default ${defaultSunday})
  --speed <n>           recorded seconds per second, 1 to 100000 (default 60)
  --port <p>            port (default 4000, 0 picks a free one)
  --host <h>            address to listen on (default 127.0.0.1)
  --shape <year>        shape of the payload: ${shapes.join(' or ')} (default 2025)
  --lead <seconds>      seconds until the first kick-off is played (default 5)
  --paused              start with the clock held
  --loop                start again a minute after the end
  --etag                send ETag, answer 304
  --max-age <seconds>   send cache-control: max-age
  --help                this text`;

const number = z.string().trim().min(1, 'must be a number').pipe(z.coerce.number());

const optionsSchema = z.object({
  sunday: z.string().min(1).default(defaultSunday),
  speed: number.pipe(z.number().min(1).max(100_000)).default(60),
  port: number.pipe(z.int().min(0).max(65_535)).default(4000),
  host: z.string().min(1).default('127.0.0.1'),
  shape: z.enum(shapes).default('2025'),
  lead: number.pipe(z.number().min(0).max(86_400)).default(5),
  'max-age': number.pipe(z.int().min(0)).optional(),
  paused: z.boolean().default(false),
  loop: z.boolean().default(false),
  etag: z.boolean().default(false),
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sunday: { type: 'string' },
      speed: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      shape: { type: 'string' },
      lead: { type: 'string' },
      'max-age': { type: 'string' },
      paused: { type: 'boolean' },
      loop: { type: 'boolean' },
      etag: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return;
  }
  const parsed = optionsSchema.safeParse(values);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`${problems.join('\n')}\n\n${usage}`);
  }
  const { 'max-age': maxAge, ...options } = parsed.data;
  const server = await startReplayServer({ ...options, ...(maxAge === undefined ? {} : { maxAge }) });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close());
  }
  console.log(`replay listening on ${server.url}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
