import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../lib/run.mjs';
import { until } from './system.mjs';

const PLAYERS = 4;
const WEEK = 8;
const BEFORE_KICKOFF = '2024-10-27T16:59:00Z';
/** Recorded seconds per second: the Sunday takes two minutes. */
const SPEED = 300;
const FINALS = 15;
const EVERYONE = 'everyone';
/** Below the limits of one player. */
const ROUND_MS = 400;

/** A replayed Sunday that players watch through the proxy, on both transports, while others read and save cards. */
export class Sunday {
  faults = [];
  requests = 0;
  #system;
  #testing;
  #replay;
  #players = [];
  #clients = [];
  #traffic = Promise.resolve();
  #over = false;

  /** @param testing the clients of libs/testing @param replay address of the replay */
  constructor(system, testing, replay) {
    this.#system = system;
    this.#testing = testing;
    this.#replay = replay;
  }

  /** Gives players cards, starts a socket and a long-poll, and sends requests of all kinds. */
  async begin(admin) {
    const { Player, SocketClient, PollClient } = this.#testing;
    const url = this.#system.url;
    const nodes = () => [url];
    await until('the schedule is read', async () => (await this.#openGames(url)) > 0);
    const boss = await Player.signIn(url, 'Admin', admin.email, admin.password, url);
    await boss.send(url, 'PATCH', '/api/admin/season', { lock: 'kickoff' });
    for (let i = 0; i < PLAYERS; i += 1) {
      const player = await Player.signUp(url, `Player ${i + 1}`, url);
      this.#players.push(player);
      // the last one keeps saving cards of the next week
      if (i === PLAYERS - 1) break;
      await player.saveCard(url, WEEK, (_, g) => ((g * 7 + i * 3) % 5 < 2 ? 'away' : 'home'));
    }
    const [first, second] = this.#players;
    const socket = new SocketClient(first, EVERYONE, nodes, 0);
    const poll = new PollClient(second, EVERYONE, nodes).start();
    this.#clients = [await socket.connect(), poll];
    await this.#control({ action: 'seek', position: BEFORE_KICKOFF, speed: SPEED });
    await this.#control({ action: 'resume' });
    this.#traffic = this.#ask();
  }

  /** Waits until this many games are final. */
  async reaches(finals) {
    await until(`${finals} games are final`, async () => (await this.#finals()) >= finals);
  }

  /** Ends the Sunday and checks that all clients saw the same standings, equal to a recompute from cards and games. */
  async end() {
    const { recompute } = this.#testing;
    await this.reaches(FINALS);
    await this.#control({ action: 'pause' });
    const oracles = this.#clients.map(({ oracle }) => oracle);
    await until('both clients are at the head of the log', async () => {
      const [{ head }] = await this.#system.query('SELECT head::int FROM slate_stream');
      return oracles.every(({ seq }) => seq === head);
    });
    this.#over = true;
    await this.#traffic;
    for (const client of this.#clients) await client.close();
    const table = JSON.stringify(await recompute({ query: (...args) => this.#system.query(...args) }));
    for (const [i, { view, faults }] of oracles.entries()) {
      if (JSON.stringify(view.scopes) !== table)
        this.faults.push(`client ${i} has another table than cards and games give`);
      this.faults.push(...faults);
    }
    if (this.#clients.some(({ resets = 1 }) => resets !== 1)) this.faults.push('the long-poll was reset');
  }

  /** A player who is signed in. */
  get player() {
    return this.#players[0];
  }

  /** Reads and saves alternately; every failed answer counts as a fault. */
  async #ask() {
    const [, , reader, writer] = this.#players;
    const { url } = this.#system;
    while (!this.#over) {
      await this.#try(() => reader.get(url, '/api/season'));
      await this.#try(() => reader.get(url, `/api/leagues/${EVERYONE}/standings?scope=week`));
      await this.#try(() => writer.saveCard(url, WEEK + 1, () => 'away'));
      await pause(ROUND_MS);
    }
  }

  async #try(request) {
    this.requests += 1;
    try {
      await request();
    } catch (error) {
      this.faults.push(error.message);
    }
  }

  async #openGames(url) {
    const answer = await fetch(`${url}/api/weeks/${WEEK + 1}/games`);
    if (!answer.ok) return 0;
    const { games } = /** @type {{games: unknown[]}} */ (await answer.json());
    return games.length;
  }

  async #finals() {
    const rows = await this.#system.query(
      `SELECT 1 FROM game WHERE week = ${WEEK} AND season_type = 2 AND state = 'post'`,
    );
    return rows.length;
  }

  async #control(command) {
    const answer = await fetch(`${this.#replay}/replay/control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
    if (!answer.ok) throw new Failure(`the replay answered ${answer.status}: ${await answer.text()}`);
  }
}
