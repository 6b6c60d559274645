import { createServer, type Server } from 'node:http';
import { microseconds } from '../baselines/baseline.js';
import { listen } from '../baselines/listen.js';
import { liveGames, SCOREBOARD_PATH, type Scoreboard } from './scoreboard.js';

/** Scores are kept below this, in two digits as on a real Sunday. */
const HIGHEST_SCORE = 90;

/**
 * The feed of a Sunday whose clock is held: real answers whose scores change on command.
 */
export class SteppedFeed {
  private readonly server: Server;
  private readonly scoreboard: Scoreboard;
  private body: Buffer;
  private steps = 0;
  /** When the last byte of the answer with the newest score was written; null before. */
  private writtenAt: number | null = null;
  port = 0;

  private constructor(scoreboard: Scoreboard) {
    this.scoreboard = scoreboard;
    this.body = Buffer.from(JSON.stringify(scoreboard));
    this.server = createServer((request, response) => {
      if (!(request.url ?? '').startsWith(SCOREBOARD_PATH)) {
        response.writeHead(404).end();
        return;
      }
      const steps = this.steps;
      response.once('finish', () => {
        if (steps === this.steps) this.writtenAt ??= microseconds();
      });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': this.body.length });
      response.end(this.body);
    });
  }

  static async start(scoreboard: Scoreboard): Promise<SteppedFeed> {
    const feed = new SteppedFeed(scoreboard);
    feed.port = await listen(feed.server);
    return feed;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get answerBytes(): number {
    return this.body.length;
  }

  /** When the newest score was sent, in microseconds of the clock of process.hrtime; null before the first request. */
  get scoreWrittenAt(): number | null {
    return this.writtenAt;
  }

  /** From the next answer on, one team has seven or three more points; the games take turns. */
  score(): void {
    const games = liveGames(this.scoreboard);
    const event = games[this.steps % games.length];
    const turn = Math.floor(this.steps / games.length);
    const competitor = event?.competitions[0]?.competitors[turn % 2];
    if (competitor === undefined) throw new Error('no game is live');
    const score = Number(competitor.score) + (turn % 3 === 0 ? 3 : 7);
    competitor.score = String(score > HIGHEST_SCORE ? score - HIGHEST_SCORE : score);
    this.steps += 1;
    this.writtenAt = null;
    this.body = Buffer.from(JSON.stringify(this.scoreboard));
  }

  /** From the next answer on, every game that is being played is over with the score that it has. */
  finish(): void {
    const { events } = this.scoreboard;
    const over = events.find(({ status }) => status.type.state === 'post');
    if (over === undefined) throw new Error('no game is over');
    for (const event of liveGames(this.scoreboard)) {
      event.status = over.status;
      // the feed says it twice, and is not believed when it contradicts itself
      for (const competition of event.competitions) competition.status = over.status;
    }
    this.steps += 1;
    this.writtenAt = null;
    this.body = Buffer.from(JSON.stringify(this.scoreboard));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
