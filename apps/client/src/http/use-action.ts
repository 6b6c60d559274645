import { useState } from 'react';
import { HttpError } from './http.js';

/** Something that a button sends: whether it is under way, and what went wrong the last time. */
export interface Action {
  readonly busy: boolean;
  readonly problem: string | null;
  readonly run: (work: () => Promise<void>) => void;
}

/** @param words what to say instead of the server's words, by the code of the problem */
export function useAction(words: Readonly<Record<string, string>> = {}): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(wordsFor(error, words));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run: (work) => void attempt(work) };
}

function wordsFor(error: unknown, words: Readonly<Record<string, string>>): string {
  if (!(error instanceof HttpError)) return 'That did not work. Reload the page and try again.';
  if (error.status === 429) return 'Too many tries. Wait a quarter of an hour, then try again.';
  return words[error.code] ?? fieldWords(error) ?? error.message;
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'name',
  title: 'title',
  password: 'password',
  newPassword: 'password',
};

/** What is wrong with a field whose rule the server words as the end of a sentence. */
function fieldWords({ code, problem }: HttpError): string | null {
  const first = code === 'invalid-input' ? problem?.problems?.[0] : undefined;
  const field = FIELDS[String(first?.path)];
  return first === undefined || field === undefined || !/^(must|is) /.test(first.message)
    ? null
    : `The ${field} ${first.message}.`;
}
