import type { RulesName } from '@sunday-live/scoring';

/** What players read of each rules variant. */
export interface RulesWords {
  readonly name: string;
  /** The variant in one sentence. */
  readonly how: string;
}

export const RULES_WORDS: Readonly<Record<RulesName, RulesWords>> = {
  classic: {
    name: 'Classic',
    how: 'A right pick earns the points that the winner scored, the banker counts twice for or against, and a joker triples the banker.',
  },
  'joker-week': {
    name: 'Joker week',
    how: 'As classic, but the first joker of the season triples every pick of its week.',
  },
  straight: {
    name: 'Straight',
    how: 'A right pick earns one point, with neither banker nor joker.',
  },
};
