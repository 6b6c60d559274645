import type { CardColumns, Totals } from '../card-columns.js';
import { grown } from '../grown.js';
import { nameKey } from '../order.js';
import type { Rules } from '../rules.js';
import { countedPicks } from '../score-card.js';
import type { SeasonBase } from '../season-base.js';
import { type CardPicks, type GameState, MAX_WEEK_GAMES } from '../types.js';
import {
  classValues,
  emptyColumn,
  type GameColumn,
  PICK_CLASSES,
  pickClass,
  scoreKey,
} from './game-column.js';
import { addByClass, type KeyRange } from './kernels.js';
import { PlayerColumns } from './player-columns.js';
import { bankerTotals } from './player-order.js';

export interface EnginePlayer {
  readonly name: string;
  /** The card of the engine's week; null: none. */
  readonly card: CardPicks | null;
  /** Totals of the season's other weeks, see `baseOf`. */
  readonly base: SeasonBase;
}

/** Many players in columns, by player number. */
export interface EnginePlayers {
  /** undefined: there is no such player. */
  readonly names: readonly (string | undefined)[];
  /** Cards of the engine's week. */
  readonly cards: CardColumns;
  /** 1 for a card whose joker counts, as far as earlier jokers let it. */
  readonly jokers: Uint8Array;
  /** Totals of the season's other weeks; none of them may have a `playerProblem`. */
  readonly bases: Totals;
  /** 1 for a player with a card in another week. */
  readonly others: Uint8Array;
  /** Number of jokers on cards of earlier weeks. */
  readonly earlierJokers: Uint8Array;
}

const MAX_BASE_POINTS = 1 << 20;
const MAX_BASE_RIGHT = 511 - MAX_WEEK_GAMES;
const MAX_BASE_BANKERS = 40;

/** The engine's data: players, games and picks in columns, and the totals that follow from them. */
export class ScoreStore {
  readonly players: PlayerColumns;
  readonly games: GameColumn[] = [];
  /** Grows with every change that can affect standings. */
  version = 0;
  private readonly columnOfGame = new Map<string, number>();
  /** The change of each pick class by the current update. */
  private readonly change = {
    day: new Int32Array(PICK_CLASSES),
    week: new Int32Array(PICK_CLASSES),
    season: new Int32Array(PICK_CLASSES),
  };

  constructor(
    readonly rules: Rules,
    capacity: number,
  ) {
    this.players = new PlayerColumns(capacity);
  }

  game(id: string): GameState | null {
    const index = this.columnOfGame.get(id);
    return index === undefined ? null : (this.games[index] as GameColumn).game;
  }

  setGame(game: GameState, inDay: boolean | undefined): boolean {
    const column = this.column(game.id);
    return this.replace(column, game, inDay ?? column.inDay);
  }

  removeGame(id: string): boolean {
    const index = this.columnOfGame.get(id);
    if (index === undefined) return false;
    return this.replace(this.games[index] as GameColumn, null, false);
  }

  /** Returns the bounds of the keys of a day and a week: the sum of every game's lowest and highest value. */
  keyBounds(): KeyRange {
    let lowest = 0;
    let highest = 0;
    for (const { values } of this.games) {
      lowest += Math.min(...values.weekKeys);
      highest += Math.max(...values.weekKeys);
    }
    return { lowest, highest };
  }

  setPlayer(n: number, { name, card, base }: EnginePlayer): void {
    const problem = playerProblem(n, base);
    if (problem !== null) throw new RangeError(`player ${n}: ${problem}`);
    if (this.players.include(n)) this.growGames();
    const before = this.standing(n);
    this.clear(n);
    const { players } = this;
    players.setName(n, nameKey(name));
    players.baseBankerPoints[n] = base.bankerPoints;
    players.baseBankers[n] = base.bankers;
    if (card !== null || base.cards > 0) players.keys.season[n] = scoreKey('season', base.points, base.right);
    if (card) this.setCard(n, card, base.earlierJokers);
    // a card whose games are open moves nobody, however often it is saved
    const after = this.standing(n);
    if (before.some((value, i) => value !== after[i])) this.version += 1;
  }

  /** Returns everything about a player that standings depend on. */
  private standing(n: number): readonly (number | string | undefined)[] {
    const { players, games } = this;
    const { points, bankers } = bankerTotals(players, games, n);
    const { day, week, season } = players.keys;
    return [day[n], week[n], season[n], points, bankers, players.nameKeys[n]];
  }

  /** Sets all data of many players at once; equals `setPlayer` of each. */
  setPlayers({ names, cards, jokers, bases, others, earlierJokers }: EnginePlayers): void {
    const count = names.length;
    if (count === 0) return;
    const { players, rules } = this;
    if (players.include(count - 1)) this.growGames();
    const counts = (n: number): boolean =>
      jokers[n] === 1 && rules.joker !== null && (rules.joker.counts === 'every' || earlierJokers[n] === 0);
    for (let n = 0; n < count; n += 1) {
      this.clear(n);
      const name = names[n];
      if (name === undefined) continue;
      players.setName(n, nameKey(name));
      const hasCard = cards.includes(n);
      if (hasCard) {
        players.keys.day[n] = 0;
        players.keys.week[n] = 0;
      }
      if (!hasCard && others[n] !== 1) continue;
      players.keys.season[n] = scoreKey('season', bases.points[n] ?? 0, bases.right[n] ?? 0);
      players.baseBankerPoints[n] = bases.bankerPoints[n] ?? 0;
      players.baseBankers[n] = bases.bankers[n] ?? 0;
    }
    for (const id of cards.slots.ids()) {
      const column = this.column(id);
      const index = this.columnOfGame.get(id) as number;
      cards.picksOf(id, (n, side, banker) => {
        if (names[n] === undefined) return;
        column.classes[n] = pickClass(side === 1 ? 'home' : 'away', banker, counts(n));
        if (banker) players.bankerColumn[n] = index;
      });
      addClassKeys(players.keys, column, count);
    }
    this.version += 1;
  }

  moveBase(n: number, from: SeasonBase, to: SeasonBase): void {
    const { players } = this;
    const season = players.keys.season;
    season[n] = (season[n] as number) + scoreKey('season', to.points - from.points, to.right - from.right);
    players.baseBankerPoints[n] = to.bankerPoints;
    players.baseBankers[n] = to.bankers;
    this.version += 1;
  }

  removePlayer(n: number): void {
    if (n >= this.players.count) return;
    this.version += 1;
    this.clear(n);
  }

  private clear(n: number): void {
    for (const column of this.games) column.classes[n] = 0;
    this.players.clear(n);
  }

  private setCard(n: number, card: CardPicks, earlierJokers: number): void {
    const { keys, bankerColumn } = this.players;
    const rule = this.rules.joker;
    const joker = card.joker && rule !== null && (rule.counts === 'every' || earlierJokers === 0);
    let day = 0;
    let week = 0;
    let season = keys.season[n] as number;
    for (const [id, side] of countedPicks(card)) {
      const banker = id === card.banker;
      const pick = pickClass(side, banker, joker);
      const column = this.column(id);
      column.classes[n] = pick;
      if (banker) bankerColumn[n] = this.columnOfGame.get(id) as number;
      const value = column.values.weekKeys[pick] as number;
      week += value;
      season += column.values.seasonKeys[pick] as number;
      if (column.inDay) day += value;
    }
    keys.day[n] = day;
    keys.week[n] = week;
    keys.season[n] = season;
  }

  /** Returns the column of a game; creates it when the slate or a card first names the game. */
  private column(id: string): GameColumn {
    const known = this.columnOfGame.get(id);
    if (known !== undefined) return this.games[known] as GameColumn;
    const column = emptyColumn(this.rules, this.players.capacity);
    this.columnOfGame.set(id, this.games.length);
    this.games.push(column);
    return column;
  }

  private growGames(): void {
    for (const column of this.games) {
      column.classes = grown(column.classes, new Uint8Array(this.players.capacity));
    }
  }

  /**
   * Sets a game's new state and adds the differences to the totals of its pickers; returns true when any
   * total can have changed.
   */
  private replace(column: GameColumn, game: GameState | null, inDay: boolean): boolean {
    const values = classValues(this.rules, game);
    const old = column.values;
    const { day, week, season } = this.change;
    let changed = false;
    for (let pick = 0; pick < PICK_CLASSES; pick += 1) {
      const before = old.weekKeys[pick] as number;
      const after = values.weekKeys[pick] as number;
      const dayChange = (inDay ? after : 0) - (column.inDay ? before : 0);
      day[pick] = dayChange;
      week[pick] = after - before;
      season[pick] = (values.seasonKeys[pick] as number) - (old.seasonKeys[pick] as number);
      if (after !== before || dayChange !== 0 || values.bankers[pick] !== old.bankers[pick]) changed = true;
    }
    column.game = game;
    column.values = values;
    column.inDay = inDay;
    if (!changed) return false;
    this.version += 1;
    addByClass(this.players.keys, column.classes, this.change, this.players.count);
    return true;
  }
}

/** Adds the worth of a game's picks to the keys of their players. */
function addClassKeys(
  keys: PlayerColumns['keys'],
  { classes, values, inDay }: GameColumn,
  count: number,
): void {
  for (let n = 0; n < count; n += 1) {
    const pick = classes[n] as number;
    if (pick === 0) continue;
    const value = values.weekKeys[pick] as number;
    keys.week[n] = (keys.week[n] as number) + value;
    keys.season[n] = (keys.season[n] as number) + (values.seasonKeys[pick] as number);
    if (inDay) keys.day[n] = (keys.day[n] as number) + value;
  }
}

/** Returns why the engine cannot hold a player with these season totals; null when it can. */
export function playerProblem(
  n: number,
  { points, right, bankers }: Pick<SeasonBase, 'points' | 'right' | 'bankers'>,
): string | null {
  if (!Number.isInteger(n) || n < 0) return 'the number must be an integer from 0 on';
  const impossible =
    Math.abs(points) > MAX_BASE_POINTS || right > MAX_BASE_RIGHT || bankers > MAX_BASE_BANKERS;
  return impossible ? 'impossible season totals' : null;
}
