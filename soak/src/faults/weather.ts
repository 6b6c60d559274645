import { setTimeout as pause } from 'node:timers/promises';
import { FAULTS, oneOf, type Target } from './faults.js';

const LONGEST_CALM_MS = 4_000;

/** Injects random faults, one after another and overlapping; each kind at most once at a time. */
export class Weather {
  /** Number of faults by kind. */
  readonly counts = new Map<string, number>(FAULTS.map(({ name }) => [name, 0]));
  /** Faults that could not be injected or repaired. */
  readonly failures: string[] = [];
  private readonly under = new Map<string, Promise<void>>();

  constructor(
    private readonly random: () => number,
    private readonly say: (line: string) => void,
  ) {}

  /** Runs until the Sunday is over and every fault is repaired. */
  async over(target: Target, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await pause(this.random() * LONGEST_CALM_MS);
      const fault = oneOf(FAULTS, this.random);
      if (this.under.has(fault.name)) continue;
      this.counts.set(fault.name, (this.counts.get(fault.name) ?? 0) + 1);
      this.say(`  ${fault.name}`);
      const running = fault
        .run(target, this.random)
        .catch((error: unknown) => this.failures.push(`${fault.name}: ${String(error)}`))
        .then(() => void this.under.delete(fault.name));
      this.under.set(fault.name, running);
    }
    await Promise.all(this.under.values());
    target.replay.replay.faults.clear();
  }
}
