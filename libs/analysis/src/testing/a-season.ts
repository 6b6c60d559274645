import { readFileSync } from 'node:fs';
import { DEFAULT_RULES, type Side, type WeekCard } from '@sunday-live/scoring';
import type { AnalysedGame, AnalysedMember, LeagueSeason } from '../league-season.js';
import { Random } from '../random.js';

interface RecordedGame {
  readonly id: string;
  readonly kickoff: string;
  readonly away: string;
  readonly home: string;
  readonly awayScore: number;
  readonly homeScore: number;
}

/** Returns a real season, game by game, with results up to week `until`. */
export function recordedSeason(year: 2024 | 2025, until = 18): AnalysedGame[] {
  const file = new URL(`../../../../apps/replay/data/season-${year}.json`, import.meta.url);
  const { weeks }: { weeks: { week: number; games: RecordedGame[] }[] } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  return weeks.flatMap(({ week, games }) =>
    games.map(({ id, kickoff, away, home, awayScore, homeScore }) => {
      const known = week <= until;
      const score = known ? { awayScore, homeScore } : { awayScore: 0, homeScore: 0 };
      const state = known ? ('post' as const) : ('pre' as const);
      return {
        id,
        week,
        kickoff,
        away,
        home,
        state,
        ...score,
        favourite: Number(id) % 3 === 0 ? 'away' : 'home',
        locked: known,
      };
    }),
  );
}

/** Generates a league that plays the season, with plausible cards; the same seed gives the same cards. */
export function aLeagueSeason(given: {
  readonly games: readonly AnalysedGame[];
  readonly players: number;
  readonly seed?: string;
  readonly rules?: LeagueSeason['rules'];
}): LeagueSeason {
  const random = new Random(given.seed ?? 'league');
  const members = Array.from({ length: given.players }, (_, i) => aMember(i, given.games, random));
  return {
    season: 2024,
    league: { id: 'kitchen', name: 'Kitchen Table' },
    rules: given.rules ?? DEFAULT_RULES,
    games: given.games,
    members,
    sampledFrom: null,
    past: [],
  };
}

function aMember(i: number, games: readonly AnalysedGame[], random: Random): AnalysedMember {
  const used = new Set<string>();
  let jokers = 0;
  const weeks = [...new Set(games.filter(({ state }) => state === 'post').map(({ week }) => week))];
  const cards: WeekCard[] = [];
  for (const week of weeks) {
    if (random.next() < 0.05) continue;
    const ofWeek = games.filter((game) => game.week === week);
    const picks = Object.fromEntries(
      ofWeek.map(({ id }): [string, Side] => [id, random.next() < 0.58 ? 'home' : 'away']),
    );
    const roads = ofWeek.filter(({ id, away }) => picks[id] === 'away' && !used.has(away));
    const banker = roads[Math.floor(random.next() * roads.length)] ?? null;
    if (banker !== null) used.add(banker.away);
    const joker = banker !== null && jokers < 3 && random.next() < 0.2;
    if (joker) jokers += 1;
    cards.push({ week, picks, banker: banker?.id ?? null, joker });
  }
  return { id: `player-${i}`, n: i + 1, name: `Player ${i}`, team: null, cards };
}
