import type { Figure } from '../../report/figure.js';
import { median, pairedRatio } from '../../stats/stats.js';
import type { LiveServer } from '../../system/live-server.js';
import type { Contender, Round } from './contender.js';

export interface Schedule {
  readonly rounds: number;
  /** Messages of a round. */
  readonly messages: number;
  /** Least time between two messages. */
  readonly paceMs: number;
}

/**
 * Alternating rounds: each of ours is paired with one of every baseline that delivers the same texts. A first turn
 * warms up and does not count.
 * @returns all rounds by the server's name, ours as `ours`
 */
export async function playRounds(
  ours: { readonly contender: Contender; readonly server: LiveServer },
  baselines: ReadonlyMap<string, Contender>,
  { rounds, messages, paceMs }: Schedule,
  say: (line: string) => void,
): Promise<Map<string, Round[]>> {
  const played = new Map<string, Round[]>();
  await Promise.all([ours.contender, ...baselines.values()].map((contender) => contender.rest()));
  for (let turn = 0; turn <= rounds; turn += 1) {
    const texts: string[] = [];
    const mine = await ours.contender.round(messages, paceMs, (index) => {
      if (index > 0) texts.push(ours.server.lastText());
      return '';
    });
    texts.push(ours.server.lastText());
    const results = new Map([['ours', mine]]);
    for (const [name, contender] of baselines) {
      results.set(name, await contender.round(messages, paceMs, (index) => texts[index] ?? ''));
    }
    if (turn === 0) continue;
    for (const [name, round] of results) played.set(name, [...(played.get(name) ?? []), round]);
    say([...results].map(([name, round]) => `  ${name} ${round.cpuPerMessage.toFixed(1)} µs`).join(','));
  }
  return played;
}

/** A figure of ours beside a baseline's, by the medians of the rounds and the median of their ratios. */
export function versus(
  figure: Pick<Figure, 'what' | 'unit' | 'target' | 'note'>,
  played: ReadonlyMap<string, readonly Round[]>,
  name: string,
  value: (round: Round) => number,
): Figure {
  const ours = (played.get('ours') ?? []).map(value);
  const theirs = (played.get(name) ?? []).map(value);
  const baseline = { name, value: median(theirs), ratio: pairedRatio(ours, theirs) };
  return { ...figure, ours: median(ours), baseline };
}
