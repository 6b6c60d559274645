import { useState } from 'react';
import { HttpError } from './http.js';

/** A request sent by a button: whether it is running, and the error of the last one. */
export interface Action {
  readonly busy: boolean;
  readonly problem: string | null;
  readonly run: (work: () => Promise<void>) => void;
}

/** Returns an action. @param words texts that replace the server's, by the code of the problem */
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
  if (error.status === 429) return 'Too many attempts. Wait 15 minutes, then try again.';
  return words[error.code] ?? fieldWords(error) ?? error.message;
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'name',
  title: 'title',
  password: 'password',
  newPassword: 'password',
};

/** Returns the problem of a field, for rules that the server words as the end of a sentence. */
function fieldWords({ code, problem }: HttpError): string | null {
  const first = code === 'invalid-input' ? problem?.problems?.[0] : undefined;
  const field = FIELDS[String(first?.path)];
  return first === undefined || field === undefined || !/^(must|is) /.test(first.message)
    ? null
    : `The ${field} ${first.message}.`;
}
