import { bankerTeam } from './score-card.js';
import type { CardPicks, GameState, SeasonGames, Side, WeekCard, WeekGames } from './types.js';
import { type SeasonType, weekPhrase } from './week-name.js';

/** Problems of a card; the codes are part of the HTTP contract. */
export type CardProblemCode =
  | 'unknown-game'
  | 'missing-pick'
  | 'game-locked'
  | 'banker-missing'
  | 'banker-not-road-team'
  | 'banker-not-picked'
  | 'banker-team-used'
  | 'joker-exhausted';

export interface CardProblem {
  readonly code: CardProblemCode;
  /** Says in plain words what to do. */
  readonly message: string;
  readonly game?: string;
  readonly team?: string;
  /** The week in which the team was the banker. */
  readonly week?: number;
}

/** A road team that was the player's banker in a week of this season. */
export interface UsedBanker {
  readonly team: string;
  readonly week: number;
}

export interface CardCheck {
  /** The part of the season, which decides the names of its weeks. */
  readonly type: SeasonType;
  /** The card in the request; picks of locked games may be missing. */
  readonly card: CardPicks;
  /** All games of the card's week. */
  readonly games: Iterable<GameState>;
  /** Games that cannot change any more. Empty for an admin's correction. */
  readonly locked: ReadonlySet<string>;
  /** The stored card, if there is one. */
  readonly stored: CardPicks | null;
  /** Bankers of the season's other cards, see `usedBankers`. */
  readonly usedBankers: readonly UsedBanker[];
  /** Jokers on the season's other cards, see `usedJokers`. */
  readonly usedJokers: number;
  /** 0: this part of the season has no jokers. */
  readonly jokersPerSeason: number;
}

/**
 * The progress of a card. A card is complete when nothing is missing; that can change without a save, when a
 * game joins the week or is called on again.
 */
export interface CardProgress {
  /** Number of picks in games that are not called off. */
  readonly picked: number;
  /** Number of games of the week that are not called off. */
  readonly games: number;
  /** Ids of the open games without a pick, in the order of the games. */
  readonly missing: readonly string[];
}

/**
 * Computes the progress of a card (rule S16). A stored card may be incomplete.
 * @param card null: no card is stored
 * @param games all games of the card's week
 * @param locked ids of the games that cannot change any more; they are never missing
 */
export function cardProgress(
  card: Pick<CardPicks, 'picks'> | null,
  games: Iterable<Pick<GameState, 'id' | 'state'>>,
  locked: ReadonlySet<string>,
): CardProgress {
  const picks = card?.picks ?? {};
  const missing: string[] = [];
  let [picked, wanted] = [0, 0];
  for (const { id, state } of games) {
    if (state === 'off') continue;
    wanted += 1;
    if (Object.hasOwn(picks, id)) picked += 1;
    else if (!locked.has(id)) missing.push(id);
  }
  return { picked, games: wanted, missing };
}

/**
 * Returns the banker teams that a season's cards have used, except that of one week if it is given. A game
 * that was called off uses nothing. Two cards can name one team when a called-off game is on again; the team
 * then belongs to the earlier week (S18).
 */
export function usedBankers(
  cards: Iterable<WeekCard>,
  games: SeasonGames,
  exceptWeek?: number,
): UsedBanker[] {
  const used = new Map<string, UsedBanker>();
  for (const card of cards) {
    const { week, banker } = card;
    if (week === exceptWeek || banker === null) continue;
    const game = games.get(week)?.get(banker);
    if (!game || game.state === 'off') continue;
    const team = bankerTeam(card, game);
    const known = used.get(team);
    if (known === undefined || week < known.week) used.set(team, { team, week });
  }
  return [...used.values()];
}

/**
 * Counts the jokers on a season's cards, except that of one week if it is given. A joker on a game that was
 * called off is used.
 */
export function usedJokers(cards: Iterable<WeekCard>, exceptWeek?: number): number {
  let used = 0;
  for (const card of cards) if (card.joker && card.week !== exceptWeek) used += 1;
  return used;
}

/**
 * Returns the card to store: new picks for open games, stored picks for locked ones (a locked game without a
 * pick stays without). Banker and joker are the new ones, because `validateCard` refuses forbidden changes.
 */
export function withLockedPicks(
  card: CardPicks,
  stored: CardPicks | null,
  locked: ReadonlySet<string>,
): CardPicks {
  const picks: [string, Side][] = [];
  for (const [id, side] of Object.entries(card.picks)) if (!locked.has(id)) picks.push([id, side]);
  for (const [id, side] of Object.entries(stored?.picks ?? {})) if (locked.has(id)) picks.push([id, side]);
  return { picks: Object.fromEntries(picks), banker: card.banker, joker: card.joker };
}

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
