export type RulesId = 'classic' | 'joker-week' | 'straight';

/** Rules as data: the same cards can be ranked by any of them. */
export interface Rules {
  readonly id: RulesId;
  /** What a right pick is worth: the points that the winning team scored, or one point. */
  readonly pick: 'winner-score' | 'one';
  /** The banker counts this many times the winner's score, for or against; null: there is no banker. */
  readonly banker: number | null;
  /** null: there is no joker. */
  readonly joker: JokerRule | null;
}

export interface JokerRule {
  /** What it multiplies: the banker only, or every pick of the week. */
  readonly on: 'banker' | 'week';
  readonly factor: number;
  /** Whether each joker of a season counts, or only the one of the earliest week. */
  readonly counts: 'every' | 'first';
}

export const RULES: Readonly<Record<RulesId, Rules>> = {
  classic: {
    id: 'classic',
    pick: 'winner-score',
    banker: 2,
    joker: { on: 'banker', factor: 3, counts: 'every' },
  },
  'joker-week': {
    id: 'joker-week',
    pick: 'winner-score',
    banker: 2,
    joker: { on: 'week', factor: 3, counts: 'first' },
  },
  straight: { id: 'straight', pick: 'one', banker: null, joker: null },
};

/** Jokers that a player may put on cards in one season, unless the season says otherwise. */
export const JOKERS_PER_SEASON = 3;
