import type { ScheduledGame } from '@sunday-live/replay';

export type Side = 'home' | 'away';

export interface SimCard {
  readonly picks: Readonly<Record<string, Side>>;
  readonly banker: string;
  readonly joker: boolean;
}

/** A player and the cards that they have saved, kept here so that the count does not depend on the server. */
export class SimPlayer {
  /** By season and week, `2024/8`. */
  readonly cards = new Map<string, SimCard>();

  constructor(
    readonly name: string,
    readonly id: string,
    readonly cookie: string,
    private readonly url: string,
    private readonly random: () => number,
  ) {}

  /** Returns true when this player skips the week. */
  misses(): boolean {
    return this.random() < 0.06;
  }

  /** Returns true when this player changes the card later. */
  amends(): boolean {
    return this.random() < 0.15;
  }

  /** Makes and sends a valid card. @throws when the server refuses it */
  async play(season: number, week: number, games: readonly ScheduledGame[]): Promise<void> {
    const key = `${season}/${week}`;
    const others = [...this.cards].filter(([other]) => other !== key && other.startsWith(`${season}/`));
    const used = new Set(others.map(([, card]) => card.banker.split(':')[1]));
    const road = games.filter(({ away }) => !used.has(away));
    const banker = road[Math.floor(this.random() * road.length)];
    if (banker === undefined) throw new Error('no road team left');
    const jokers = others.filter(([, card]) => card.joker).length;
    const picks: Record<string, Side> = {};
    for (const { id } of games) picks[id] = this.random() < 0.57 ? 'home' : 'away';
    picks[banker.id] = 'away';
    const joker = jokers < 3 && this.random() < 0.2;
    const answer = await this.send(week, { picks, banker: banker.id, joker });
    if (answer !== 200) throw new Error(`${this.name}'s card of week ${week} was refused: ${answer}`);
    this.cards.set(key, { picks, banker: `${banker.id}:${banker.away}`, joker });
  }

  /** @returns the status of the answer */
  async send(week: number, card: object): Promise<number> {
    const response = await fetch(`${this.url}/api/me/cards/${week}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', cookie: this.cookie },
      body: JSON.stringify(card),
    });
    await response.arrayBuffer();
    return response.status;
  }

  async get(path: string): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, { headers: { cookie: this.cookie } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}

/** Signs players up. Their choices are the same in every run. */
export async function signUpCrowd(url: string, count: number): Promise<SimPlayer[]> {
  const players: SimPlayer[] = [];
  for (let n = 1; n <= count; n += 1) {
    const name = `Player ${n}`;
    const response = await fetch(`${url}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name,
        email: `player-${n}@sim.example`,
        password: `a long word ${n} of Sundays`,
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`sign-up: ${response.status} ${text}`);
    const { user }: { user: { id: string } } = JSON.parse(text);
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    players.push(new SimPlayer(name, user.id, cookie, url, randomOf(n)));
  }
  return players;
}

/** A pseudo-random generator (mulberry32): the same seed gives the same numbers. */
function randomOf(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
