/** Rules as data: the same cards can be ranked by any of them. */
export interface Rules {
  /** What a right pick is worth: the points that the winning team scored, or one point. */
  readonly pick: 'winner-score' | 'one';
  /** The banker counts this many times the winner's score, for or against; null: no banker. */
  readonly banker: number | null;
  /** null: no joker. */
  readonly joker: JokerRule | null;
}

export interface JokerRule {
  /** It multiplies the banker only, or every pick of the week. */
  readonly on: 'banker' | 'week';
  readonly factor: number;
  /** Whether each joker of a season counts, or only that of the earliest week. */
  readonly counts: 'every' | 'first';
}

/**
 * The one list of rules variants, in the order of the choices on screen. A test keeps their names out of all other source: code
 * asks for the data of a variant. Names are stored with leagues and scores, so a variant is never renamed or taken away.
 */
const VARIANTS = {
  classic: { pick: 'winner-score', banker: 2, joker: { on: 'banker', factor: 3, counts: 'every' } },
  'joker-week': { pick: 'winner-score', banker: 2, joker: { on: 'week', factor: 3, counts: 'first' } },
  straight: { pick: 'one', banker: null, joker: null },
} satisfies Readonly<Record<string, Rules>>;

export type RulesName = keyof typeof VARIANTS;

export const RULES: Readonly<Record<RulesName, Rules>> = VARIANTS;

export const RULES_NAMES = Object.keys(VARIANTS) as readonly RulesName[];

/**
 * The rules of the league `everyone`, and so of emails, notifications, exports and a week's average points; those of a new league
 * that names none.
 */
export const DEFAULT_RULES: RulesName = 'classic';

/** Jokers of a player in one season, unless the season's settings differ. */
export const JOKERS_PER_SEASON = 3;
