interface Waiting<Q> {
  readonly question: Q;
  readonly answer: (no: boolean) => void;
  readonly fail: (error: unknown) => void;
}

const MOST_AT_ONCE = 1_000;

/**
 * Merges questions that many clients ask at the same time into one query: questions that arrive while a query runs
 * form the next one.
 */
export class AskTogether<Q> {
  private waiting: Waiting<Q>[] = [];
  private running = false;

  /** @param which returns the indexes of the questions with the answer yes */
  constructor(private readonly which: (questions: readonly Q[]) => Promise<readonly number[]>) {}

  ask(question: Q): Promise<boolean> {
    return new Promise((answer, fail) => {
      this.waiting.push({ question, answer, fail });
      if (this.running) return;
      this.running = true;
      queueMicrotask(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const asked = this.waiting.splice(0, MOST_AT_ONCE);
      try {
        const yes = new Set(await this.which(asked.map(({ question }) => question)));
        asked.forEach(({ answer }, i) => {
          answer(yes.has(i));
        });
      } catch (error) {
        for (const { fail } of asked) fail(error);
      }
    }
    this.running = false;
  }
}
