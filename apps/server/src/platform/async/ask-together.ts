interface Waiting<Q, A> {
  readonly question: Q;
  readonly answer: (answer: A) => void;
  readonly fail: (error: unknown) => void;
}

const MOST_AT_ONCE = 1_000;

/**
 * Merges questions that many clients ask at the same time into one query: questions that arrive while a query runs
 * form the next one. So every question is answered by a query that began after it.
 */
export class AskTogether<Q, A> {
  private waiting: Waiting<Q, A>[] = [];
  private running = false;

  /** @param answers returns the answers in the order of the questions */
  constructor(private readonly answers: (questions: readonly Q[]) => Promise<readonly A[]>) {}

  ask(question: Q): Promise<A> {
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
        const answers = await this.answers(asked.map(({ question }) => question));
        asked.forEach(({ answer }, i) => {
          answer(answers[i] as A);
        });
      } catch (error) {
        for (const { fail } of asked) fail(error);
      }
    }
    this.running = false;
  }
}
