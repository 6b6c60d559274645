import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));

/** The style sheets whose classes every page uses. */
const SHARED = ['ui/primitives.css', 'ui/base.css', 'ui/form.module.css'];

/** A few declarations are alike by chance; from these numbers on, two rules say the same thing twice. */
const LEAST_OF_PRIMITIVE = 4;
const LEAST_REPEATED = 6;

interface Rule {
  readonly file: string;
  readonly selector: string;
  /** Each as `name: value`. */
  readonly declarations: ReadonlySet<string>;
}

/** Returns the rules of a style sheet that hold on every screen; those inside of `@media` and the like only add to them. */
function rulesOf(file: string): Rule[] {
  const css = readFileSync(`${SOURCE}${file}`, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const plain = css.replaceAll(/@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  return [...plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
    file,
    selector: selector.trim().replaceAll(/\s+/g, ' '),
    declarations: new Set(
      body
        .split(';')
        .map((words) => words.trim().replaceAll(/\s+/g, ' '))
        .filter((words) => words !== ''),
    ),
  }));
}

const contains = (all: ReadonlySet<string>, some: ReadonlySet<string>) =>
  [...some].every((one) => all.has(one));

const same = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  one.size === other.size && contains(one, other);

const named = ({ file, selector }: Rule) => `${file} ${selector}`;

/** A rule repeats a primitive when it has all of its declarations, or of a small one exactly those. */
function repeats({ declarations }: Rule, primitive: Rule): boolean {
  if (primitive.declarations.size >= LEAST_OF_PRIMITIVE)
    return contains(declarations, primitive.declarations);
  return primitive.declarations.size === LEAST_OF_PRIMITIVE - 1 && same(declarations, primitive.declarations);
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.css'),
);
const shared = SHARED.flatMap(rulesOf);
const others = files.filter((name) => !SHARED.includes(name)).flatMap(rulesOf);

describe('the style sheets of pages', () => {
  it('C7: use the primitives instead of repeating them', () => {
    const repeated = others.flatMap((rule) =>
      shared
        .filter((primitive) => repeats(rule, primitive))
        .map((primitive) => `${named(rule)} repeats ${primitive.selector}`),
    );
    expect(repeated).toEqual([]);
  });

  it('C7: do not repeat one another: what two pages need is a primitive', () => {
    const large = others.filter(({ declarations }) => declarations.size >= LEAST_REPEATED);
    const repeated = large.flatMap((rule, i) =>
      large
        .slice(i + 1)
        .filter(({ file, declarations }) => file !== rule.file && same(declarations, rule.declarations))
        .map((other) => `${named(rule)} and ${named(other)}`),
    );
    expect(repeated).toEqual([]);
  });
});
