import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCES = [
  import.meta.dirname,
  join(import.meta.dirname, '../../replay/src'),
  join(import.meta.dirname, '../../simulate/src'),
];
/** A variable that gets what a call returns, without waiting for it. */
const STARTED =
  /^\s*(?:const|let) (\w+)(?:: [^=]+)? = (?!await\b|async\b|new (?:Map|Set)\b|function\b|\()\S.*[({[,.]?$/;
/** Promises that never reject: of signals, and of events of a process. */
const NEVER_REJECTS: readonly string[] = ['run-until-signal.ts: signal'];

/** Names of variables that are awaited only after something else was: `name` is started in a line, `await` comes in between. */
function awaitedLate(source: string): string[] {
  const lines = source.split('\n');
  return lines.flatMap((line, at) => {
    const name = STARTED.exec(line)?.[1];
    if (name === undefined) return [];
    // only to the end of the function, whose closing bracket is further left
    const indent = line.search(/\S/);
    const after = lines.slice(at + 1);
    const end = after.findIndex((next) => next.trim() !== '' && next.search(/\S/) < indent);
    const body = after.slice(0, end === -1 ? undefined : end).join('\n');
    const own = new RegExp(`await (?:Promise\\.\\w+\\(\\[?)?(?:\\.\\.\\.)?${name}\\b(?![.(\\[?])`);
    const found = own.exec(body);
    if (found === null) return [];
    // what is inside the call that starts it is not in between
    const inBetween = body
      .slice(0, found.index)
      .split('\n')
      .filter((next) => next.search(/\S/) === indent);
    return inBetween.some((next) => /\bawait\b/.test(next)) ? [name] : [];
  });
}

describe('promises', () => {
  it('are awaited together, or each where it starts: one that rejects while another is awaited ends the process', () => {
    const late = SOURCES.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
        .flatMap((path) =>
          awaitedLate(readFileSync(join(folder, path), 'utf8')).map((name) => `${path}: ${name}`),
        ),
    );
    expect(late.filter((each) => !NEVER_REJECTS.includes(each))).toEqual([]);
  });

  it('are found by this rule', () => {
    const late = `  const a = read();\n  const b = await other();\n  return [await a, b];`;
    expect(awaitedLate(late)).toEqual(['a']);
    expect(
      awaitedLate(
        `  const list = ids.map(async (id) => {\n    await read(id);\n  });\n  use([...(await first), ...(await Promise.all(list))]);`,
      ),
    ).toEqual(['list']);
    expect(
      awaitedLate(`  const a = read();\n  const b = other();\n  return await Promise.all([a, b]);`),
    ).toEqual([]);
  });
});
