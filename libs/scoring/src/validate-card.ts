import type { CardCheck, CardProblem } from './card-check.js';
import { cardProgress } from './card-progress.js';
import type { CardPicks, GameState, Side, WeekGames } from './types.js';
import { weekPhrase } from './week-name.js';

/** Returns all problems of a card, in the order picks, banker, joker; empty when it can be stored. */
export function validateCard(check: CardCheck): CardProblem[] {
  const games: WeekGames = new Map([...check.games].map((game) => [game.id, game]));
  return [...pickProblems(check, games), ...bankerProblems(check, games), ...jokerProblems(check, games)];
}

function pickProblems({ card, locked, stored }: CardCheck, games: WeekGames): CardProblem[] {
  const problems: CardProblem[] = [];
  for (const [id, side] of Object.entries(card.picks)) {
    const game = games.get(id);
    if (!game) problems.push(unknownGame(id));
    else if (locked.has(id) && pickOf(stored, id) !== side) {
      problems.push(gameLocked(game, 'its pick can’t change'));
    }
  }
  const missing = new Set(cardProgress(card, games.values(), locked).missing);
  for (const game of games.values()) {
    if (!missing.has(game.id)) continue;
    problems.push({ code: 'missing-pick', game: game.id, message: `Pick a winner in ${title(game)}.` });
  }
  return problems;
}

function bankerProblems(check: CardCheck, games: WeekGames): CardProblem[] {
  const { card, locked } = check;
  const before = check.stored?.banker ?? null;
  const moved = card.banker !== before;
  const problems: CardProblem[] = [];
  const left = moved && before !== null && locked.has(before) ? games.get(before) : undefined;
  if (left) problems.push(gameLocked(left, 'its banker can’t move'));
  if (card.banker === null) {
    if (!left && canSetBanker(check, games)) {
      problems.push({ code: 'banker-missing', message: 'Choose a banker: a road team that you pick.' });
    }
    return problems;
  }
  const game = games.get(card.banker);
  if (!game) {
    if (pickOf(card, card.banker) === undefined) problems.push(unknownGame(card.banker));
  } else if (!locked.has(game.id)) problems.push(...openBankerProblems(check, game, moved));
  else if (moved) problems.push(gameLocked(game, 'it can’t become the banker'));
  return problems;
}

/** Returns the problems of a banker on a game that is not locked. */
function openBankerProblems(
  { type, card, usedBankers }: CardCheck,
  game: GameState,
  moved: boolean,
): CardProblem[] {
  const team = game.away;
  const at = { game: game.id, team };
  const problems: CardProblem[] = [];
  const pick = pickOf(card, game.id);
  if (pick === undefined) {
    problems.push({ code: 'banker-not-picked', ...at, message: `Pick ${team} to make it your banker.` });
  } else if (pick === 'home') {
    // a stored banker can be a home team only because home and away were exchanged (S26)
    const message = moved
      ? `A banker is a road team: pick ${team}, or choose another game.`
      : `${game.home}, your banker, plays at home now: choose another road team.`;
    problems.push({ code: 'banker-not-road-team', ...at, message });
  }
  // a later week that names the team is no reason to give up a banker that is already here
  const used = usedBankers.find((banker) => banker.team === team && (moved || banker.week < game.week));
  if (used) {
    const message = `${team} was your banker in ${weekPhrase(type, used.week)}; choose another road team.`;
    problems.push({ code: 'banker-team-used', ...at, week: used.week, message });
  }
  if (game.state === 'off' && moved) {
    const message = `${title(game)} is called off; choose a banker in another game.`;
    problems.push({ code: 'banker-missing', ...at, message });
  }
  return problems;
}

function jokerProblems(
  { card, stored, locked, usedJokers, jokersPerSeason }: CardCheck,
  games: WeekGames,
): CardProblem[] {
  const banker = stored?.banker ?? null;
  const lockedBy = banker !== null && locked.has(banker) ? games.get(banker) : undefined;
  if (lockedBy) {
    return card.joker === stored?.joker ? [] : [gameLocked(lockedBy, 'the joker on its banker can’t change')];
  }
  if (!card.joker || usedJokers < jokersPerSeason) return [];
  const message =
    jokersPerSeason === 0
      ? 'No jokers are played in this part of the season; save the card without one.'
      : `All ${jokersPerSeason} jokers of the season are used; save the card without one.`;
  return [{ code: 'joker-exhausted', message }];
}

/** Returns whether some open game still offers a road team that was not used this season. */
function canSetBanker({ locked, usedBankers }: CardCheck, games: WeekGames): boolean {
  const used = new Set(usedBankers.map((banker) => banker.team));
  return [...games.values()].some((g) => g.state !== 'off' && !locked.has(g.id) && !used.has(g.away));
}

function pickOf(card: CardPicks | null, id: string): Side | undefined {
  return card && Object.hasOwn(card.picks, id) ? card.picks[id] : undefined;
}

function unknownGame(id: string): CardProblem {
  return { code: 'unknown-game', game: id, message: `Game ${id} is not in this week.` };
}

function gameLocked(game: GameState, what: string): CardProblem {
  return { code: 'game-locked', game: game.id, message: `${title(game)} is locked: ${what}.` };
}

function title(game: GameState): string {
  return `${game.away} at ${game.home}`;
}
