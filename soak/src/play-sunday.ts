import { setTimeout as pause } from 'node:timers/promises';
import { type Recording, startReplayServer } from '@sunday-live/replay';
import type { Player } from '@sunday-live/testing';
import type { Crowd } from './crowd.js';
import type { Weather } from './faults/weather.js';
import type { Cards } from './season/cards.js';
import { resultsOf } from './season/sundays.js';
import type { Cluster } from './system/cluster.js';
import { settled } from './system/settled.js';

const MINUTE_MS = 60_000;
const SETTLES_WITHIN_MS = 120_000;
const ALL_OVER = `SELECT id, away_score, home_score FROM game WHERE season = $1 AND season_type = 2 AND week = $2 AND state = 'post'`;
const ALL_AHEAD = `SELECT 1 FROM season_state s JOIN game g USING (season, season_type, week)
  WHERE s.week = $1 AND g.state = 'pre' AND g.kickoff > clock_timestamp() + interval '5 minutes'`;

export interface Sunday {
  readonly recording: Recording;
  readonly cluster: Cluster;
  readonly crowd: Crowd;
  readonly players: readonly Player[];
  readonly cards: Cards;
  readonly weather: Weather;
  /** How long the games take, without the time to settle. */
  readonly ms: number;
}

/**
 * Plays a Sunday: cards before the first kickoff, then all games while faults happen.
 * @returns deviations in words, once everything has settled
 */
export async function playSunday(sunday: Sunday): Promise<string[]> {
  const { recording, cluster, crowd, players, cards, weather, ms } = sunday;
  const { firstKickoff, end, week, season } = recording;
  const speed = Math.max(1, (end - firstKickoff) / ms);
  const replay = await startReplayServer({ sunday: recording, paused: true, speed });
  try {
    const before = new Date(firstKickoff - MINUTE_MS).toISOString();
    await replay.replay.control({ action: 'seek', position: before });
    cluster.moveFeed(replay.url);
    const games = resultsOf(recording);
    const ahead = await settled(SETTLES_WITHIN_MS, async () => {
      const found = (await cluster.database.query(ALL_AHEAD, [week])).length;
      return found === games.length ? null : `${found} of ${games.length} games are ahead`;
    });
    if (ahead !== null) return [`week ${week} does not open: ${ahead}`];
    for (const player of players) {
      const busy = await settled(SETTLES_WITHIN_MS, async () => {
        await cards.save(player, cluster.url, week);
        return null;
      });
      if (busy !== null) return [`week ${week}: a card is not saved: ${busy}`];
    }
    await replay.replay.control({ action: 'seek', position: before });
    await replay.replay.control({ action: 'resume' });
    await weather.over({ cluster, crowd, replay }, () => replay.replay.state().finished);
    const unlike = await settled(SETTLES_WITHIN_MS, async () => {
      const rows = await cluster.database.query<{ id: string; away_score: number; home_score: number }>(
        ALL_OVER,
        [season, week],
      );
      const stored = new Map(rows.map((row) => [row.id, `${row.away_score}:${row.home_score}`]));
      const wrong = games.filter((game) => stored.get(game.id) !== `${game.awayScore}:${game.homeScore}`);
      return wrong.length === 0
        ? null
        : `${wrong.length} of ${games.length} games: ${wrong.map(({ id }) => id)}`;
    });
    const disagreement = await settled(SETTLES_WITHIN_MS, () => crowd.disagreement(cluster.database));
    return [
      ...(unlike === null ? [] : [`week ${week}: stored is not what the feed says of ${unlike}`]),
      ...(disagreement === null ? [] : [`week ${week}: ${disagreement}`]),
    ];
  } finally {
    await pause(0);
    await replay.close();
  }
}
