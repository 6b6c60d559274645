import type { Game, PastBanker, TeamRecord } from '@sunday-live/contract';
import { countedJokers, type Rules, scorePick, type WeekCard } from '@sunday-live/scoring';

type Teams = Pick<Game, 'id' | 'week' | 'away' | 'home' | 'awayScore' | 'homeScore' | 'state'>;

/** Returns a player's bankers in games that count, in order of week. Bankers of upcoming games are secret. */
export function pastBankers(cards: readonly WeekCard[], games: readonly Teams[], rules: Rules): PastBanker[] {
  const byId = new Map(games.map((game) => [game.id, game]));
  const jokers = countedJokers(cards, rules);
  return cards
    .flatMap(({ week, picks, banker }): PastBanker[] => {
      const game = banker === null ? undefined : byId.get(banker);
      const side = banker === null ? undefined : picks[banker];
      if (game === undefined || game.week !== week || side === undefined) return [];
      const joker = jokers.has(week);
      const score = scorePick(rules, game, { side, banker: true, joker });
      if (score === null || !score.banker) return [];
      const { away: team, home: opponent, awayScore, homeScore } = game;
      return [
        { week, team, opponent, awayScore, homeScore, right: score.right, points: score.points, joker },
      ];
    })
    .sort((a, b) => a.week - b.week);
}

/** Returns how a player's picks did in the games of each team, for games that count; by team abbreviation. */
export function teamRecords(cards: readonly WeekCard[], games: readonly Teams[], rules: Rules): TeamRecord[] {
  const byId = new Map(games.map((game) => [game.id, game]));
  const records = new Map<string, { played: number; right: number }>();
  for (const { week, picks } of cards) {
    for (const [id, side] of Object.entries(picks)) {
      const game = byId.get(id);
      if (game === undefined || game.week !== week) continue;
      const score = scorePick(rules, game, { side, banker: false, joker: false });
      if (score === null) continue;
      for (const team of [game.away, game.home]) {
        const { played, right } = records.get(team) ?? { played: 0, right: 0 };
        records.set(team, { played: played + 1, right: right + (score.right ? 1 : 0) });
      }
    }
  }
  return [...records].sort(([a], [b]) => (a < b ? -1 : 1)).map(([team, record]) => ({ team, ...record }));
}
