import type { GameState } from '@sunday-live/scoring';

interface PlayerObject {
  /** Whether the player picks the home team, by game. */
  readonly homePicks: readonly boolean[];
  readonly banker: number;
  readonly points: number[];
  readonly rights: boolean[];
  total: number;
  right: number;
  rank: number;
}

/**
 * The straightforward way to keep a week's standings: an object a player with the points of each game, summed and sorted
 * after every score. The baseline of the columnar engine.
 */
export class ObjectStandings {
  private readonly players: PlayerObject[] = [];
  private readonly byNumber = new Map<number, PlayerObject>();

  /** @param banker index of the game whose road team is the banker; the player must pick it */
  add(n: number, homePicks: readonly boolean[], banker: number): void {
    const points = homePicks.map(() => 0);
    const rights = homePicks.map(() => false);
    const player = { homePicks, banker, points, rights, total: 0, right: 0, rank: 1 };
    this.players.push(player);
    this.byNumber.set(n, player);
  }

  /** Scores one started game again for all players, then sums, sorts and ranks. */
  update(index: number, game: GameState): void {
    for (const player of this.players) {
      score(player, index, game);
      let total = 0;
      let right = 0;
      for (const points of player.points) total += points;
      for (const one of player.rights) right += one ? 1 : 0;
      player.total = total;
      player.right = right;
    }
    this.players.sort((a, b) => b.total - a.total || b.right - a.right);
    this.rankAll();
  }

  rankOf(n: number): number {
    return this.byNumber.get(n)?.rank ?? 0;
  }

  pointsOf(n: number): number {
    return this.byNumber.get(n)?.total ?? 0;
  }

  private rankAll(): void {
    let before: PlayerObject | null = null;
    let place = 0;
    for (const player of this.players) {
      place += 1;
      const level = before !== null && before.total === player.total && before.right === player.right;
      player.rank = level && before !== null ? before.rank : place;
      before = player;
    }
  }
}

function score(player: PlayerObject, index: number, { awayScore, homeScore }: GameState): void {
  const tie = awayScore === homeScore;
  const right = !tie && player.homePicks[index] === homeScore > awayScore;
  const worth = tie ? 0 : Math.max(awayScore, homeScore);
  const banker = player.banker === index;
  player.rights[index] = right;
  player.points[index] = banker ? (right ? 2 : -2) * worth : right ? worth : 0;
}
