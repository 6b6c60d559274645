import type { Delta, Game, Row } from '@sunday-live/contract';
import type { Frame } from '../live/apply-frame.js';
import { aDelta, aGame, aPlayer, aSnapshot, rows } from './slate.js';

/** One event of a generated log: a game's new score, or an event that this league does not see. */
export type LogEvent = {
  readonly game: number;
  readonly home: number;
  readonly points: readonly number[];
} | null;

export const GAMES = 3;
export const PLAYERS = 4;

/** The server's standings after the first `seq` events. */
interface Table {
  readonly games: readonly Game[];
  readonly rows: readonly Row[];
}

/** A server's log of one epoch, and the frames for it. */
export class FoldLog {
  private readonly tables: Table[] = [{ games: startGames(), rows: rows(zeros()) }];

  constructor(
    readonly epoch: string,
    events: readonly LogEvent[],
  ) {
    for (const event of events) this.tables.push(after(this.table(this.head), event));
  }

  get head(): number {
    return this.tables.length - 1;
  }

  snapshot(seq: number): Frame {
    const table = this.table(seq);
    const season = [...table.rows];
    return aSnapshot({
      epoch: this.epoch,
      seq,
      games: [...table.games],
      players: zeros().map((_, n) => aPlayer(n)),
      scopes: { day: season, week: season, season },
    });
  }

  /** Returns the changes after `since` up to `seq` in one frame, as absolute values. */
  delta(since: number, seq: number): Frame {
    const [before, now] = [this.table(since), this.table(seq)];
    const changed: Delta['games'] = now.games.filter((game, i) => game.rev !== before.games[i]?.rev);
    const known = new Map(before.rows.map((row) => [row[0], row]));
    const moved = now.rows.filter((row) => String(row) !== String(known.get(row[0])));
    return aDelta(seq, {
      epoch: this.epoch,
      from: since + 1,
      games: changed,
      scopes: { day: moved, week: moved, season: moved },
    });
  }

  private table(seq: number): Table {
    const table = this.tables[seq];
    if (!table) throw new RangeError(`no position ${seq}`);
    return table;
  }
}

function after(table: Table, event: LogEvent): Table {
  if (event === null) return table;
  const games = table.games.map((game, i) =>
    i === event.game ? { ...game, homeScore: event.home, state: 'in' as const, rev: game.rev + 1 } : game,
  );
  return { games, rows: rows(event.points) };
}

function startGames(): Game[] {
  return Array.from({ length: GAMES }, (_, i) => aGame({ id: `g${i}` }));
}

function zeros(): number[] {
  return Array.from({ length: PLAYERS }, () => 0);
}
