import type { RulesName } from '@sunday-live/contract';
import {
  countedJokers,
  type GameState,
  gamesByWeek,
  RULES,
  RULES_NAMES,
  scoreCard,
  type WeekCard,
} from '@sunday-live/scoring';

/** A card of the week, with every card of the player's season that has a joker. */
export interface CardToScore {
  readonly player: string;
  readonly card: WeekCard;
  readonly jokers: readonly WeekCard[];
}

/** What a card has brought by some rules. */
export interface WeekScore {
  readonly player: string;
  readonly rules: RulesName;
  readonly points: number;
  readonly rightPicks: number;
  readonly played: number;
  /** null: the banker does not count */
  readonly bankerPoints: number | null;
  readonly joker: boolean;
}

/** The scores of a week by all rules. Only final games count. */
export function weekScores(
  cards: Iterable<CardToScore>,
  games: Iterable<GameState>,
  week: number,
): WeekScore[] {
  const finals = gamesByWeek([...games].filter((game) => game.state === 'post')).get(week) ?? new Map();
  const scores: WeekScore[] = [];
  for (const { player, card, jokers } of cards) {
    for (const name of RULES_NAMES) {
      const rules = RULES[name];
      const joker = countedJokers(jokers, rules).has(week);
      const { points, right, counted, bankerPoints } = scoreCard(card, finals, rules, joker);
      scores.push({
        player,
        rules: name,
        points,
        rightPicks: right,
        played: counted,
        bankerPoints,
        joker,
      });
    }
  }
  return scores;
}
