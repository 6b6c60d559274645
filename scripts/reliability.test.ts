import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const namedSchema = z.array(z.object({ file: z.string(), name: z.string() }));

function namedTests(): z.infer<typeof namedSchema> {
  const script = `import('./scripts/lib/reliability.mjs').then((m) => console.log(JSON.stringify(m.namedTests())))`;
  return namedSchema.parse(
    JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' })),
  );
}

describe('docs/reliability.md', () => {
  it('names tests that exist', () => {
    const named = namedTests();
    expect(named.length).toBeGreaterThan(60);
    const gone = named.filter(({ file, name }) => !readFileSync(`${root}${file}`, 'utf8').includes(name));
    expect(gone).toEqual([]);
  });
});
