import type { Game, LeagueSummary } from '@sunday-live/contract';

/** The origin that test servers are configured with (PUBLIC_URL), whichever node a request goes to. */
export const ORIGIN = 'http://sunday.test';

/** A player with an account, over HTTP. */
export class Player {
  private constructor(
    readonly id: string,
    readonly name: string,
    readonly cookie: string,
    readonly origin: string,
  ) {}

  static async signUp(
    url: string,
    name: string,
    origin = ORIGIN,
    email = `${name.toLowerCase().replace(/\W+/g, '-')}@test.example`,
  ): Promise<Player> {
    const body = { name, email, password: 'a long password' };
    return Player.of(name, origin, await post(url, '/api/auth/sign-up/email', origin, body));
  }

  static async signIn(
    url: string,
    name: string,
    email: string,
    password: string,
    origin = ORIGIN,
  ): Promise<Player> {
    return Player.of(name, origin, await post(url, '/api/auth/sign-in/email', origin, { email, password }));
  }

  private static async of(name: string, origin: string, response: Response): Promise<Player> {
    const { user }: { user: { id: string } } = JSON.parse(await bodyOf(response));
    const cookie = response.headers
      .getSetCookie()
      .map((each) => each.split(';', 1)[0])
      .join('; ');
    return new Player(user.id, name, cookie, origin);
  }

  async get<T>(url: string, path: string): Promise<T> {
    const response = await fetch(url + path, { headers: { cookie: this.cookie, origin: this.origin } });
    return JSON.parse(await bodyOf(response));
  }

  async send<T>(url: string, method: string, path: string, body: unknown): Promise<T> {
    const response = await fetch(url + path, {
      method,
      headers: { cookie: this.cookie, origin: this.origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await bodyOf(response);
    return text === '' ? (undefined as T) : JSON.parse(text);
  }

  createLeague(url: string, name: string): Promise<LeagueSummary> {
    return this.send(url, 'POST', '/api/leagues', { name });
  }

  /** Picks every open game: `choose` returns the side; the first road pick is the banker. */
  async saveCard(
    url: string,
    week: number,
    choose: (game: Game, i: number) => 'home' | 'away',
  ): Promise<void> {
    const { games } = await this.get<{ games: Game[] }>(url, `/api/weeks/${week}/games`);
    const open = games.filter((game) => game.state === 'pre');
    const picks = Object.fromEntries(open.map((game, i) => [game.id, choose(game, i)]));
    const banker = Object.keys(picks).find((id) => picks[id] === 'away') ?? null;
    await this.send(url, 'PUT', `/api/me/cards/${week}`, { picks, banker, joker: false });
  }
}

function post(url: string, path: string, origin: string, body: unknown): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(body),
  });
}

async function bodyOf(response: Response): Promise<string> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return text;
}
