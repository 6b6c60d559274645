import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FormEvent } from 'react';
import { describe, expect, it } from 'vitest';
import { exactly, SEEN, SIX_DIGITS } from './form.js';

const fits = ({ pattern }: { pattern: string }, text: string) =>
  new RegExp(`^(?:${pattern})$`, 'v').test(text);

describe('patterns of inputs', () => {
  it('accept what they are for', () => {
    expect([' Ann ', '  ', ''].map((text) => fits(SEEN, text))).toEqual([true, false, false]);
    expect(['123 456', '12345'].map((text) => fits(SIX_DIGITS, text))).toEqual([true, false]);
    expect(['delete', 'Delete'].map((text) => fits(exactly('delete'), text))).toEqual([true, false]);
  });

  it('show our own message, and remove it at the next letter', () => {
    let said = '';
    const currentTarget = {
      validity: { patternMismatch: true },
      setCustomValidity: (words: string) => {
        said = words;
      },
    };
    const event = { currentTarget } as unknown as FormEvent<HTMLInputElement>;
    SEEN.onInvalid(event);
    expect(said).toMatch(/^Spaces alone/);
    SEEN.onInput(event);
    expect(said).toBe('');
  });

  it('no other file has patterns', () => {
    const source = fileURLToPath(new URL('..', import.meta.url));
    const others = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.tsx') && /\bpattern=/.test(readFileSync(`${source}${name}`, 'utf8')),
    );
    expect(others).toEqual([]);
  });
});
