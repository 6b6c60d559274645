interface Waiting<Q, A> {
  readonly question: Q;
  readonly answer: (answer: A) => void;
  readonly fail: (error: unknown) => void;
}

const MOST_AT_ONCE = 1_000;
/** A query that takes longer than this is not waited for: the next one runs beside it (ms). */
const PATIENCE_MS = 100;

/**
 * Merges questions that many clients ask at the same time into one query: questions that arrive while a query runs
 * form the next one. So every question is answered by a query that began after it, and by a database that stands still
 * none waits for the limit of more than one query.
 */
export class AskTogether<Q, A> {
  private waiting: Waiting<Q, A>[] = [];
  private running = 0;
  private impatient: NodeJS.Timeout | null = null;

  /** @param answers returns the answers in the order of the questions */
  constructor(private readonly answers: (questions: readonly Q[]) => Promise<readonly A[]>) {}

  ask(question: Q): Promise<A> {
    return new Promise((answer, fail) => {
      this.waiting.push({ question, answer, fail });
      this.next();
    });
  }

  /** Begins a query for what waits: in this turn's microtasks when none runs, else when the one that runs takes long. */
  private next(): void {
    if (this.waiting.length === 0) return;
    if (this.running > 0) {
      this.impatient ??= setTimeout(() => this.begin(), PATIENCE_MS);
      return;
    }
    this.running += 1;
    queueMicrotask(() => void this.run());
  }

  private begin(): void {
    this.running += 1;
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.impatient !== null) clearTimeout(this.impatient);
    this.impatient = null;
    const asked = this.waiting.splice(0, MOST_AT_ONCE);
    try {
      const answers = await this.answers(asked.map(({ question }) => question));
      asked.forEach(({ answer }, i) => {
        answer(answers[i] as A);
      });
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
    this.running -= 1;
    this.next();
  }
}
