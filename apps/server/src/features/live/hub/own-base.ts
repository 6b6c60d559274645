import type { OwnBase, RulesName } from '@sunday-live/contract';
import { RULES } from '@sunday-live/scoring';
import { type NodeState, seasonBase } from '../../projection/node-state.js';

/** The data from which a viewer in a large league computes the own rows with the own card. */
export function ownBase(state: NodeState, rules: RulesName, n: number): OwnBase {
  const base = seasonBase(state, rules, n);
  const { points, right, bankerPoints, bankers } = base;
  const rule = RULES[rules].joker;
  return {
    n,
    season: base.cards > 0 ? { points, right, bankerPoints, bankers } : null,
    jokerCounts: rule !== null && (rule.counts === 'every' || base.earlierJokers === 0),
  };
}
