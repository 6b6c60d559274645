import type { Game } from '@sunday-live/contract';
import type { Player } from '@sunday-live/testing';

/** Road teams that each player has used as banker: each once a season. */
export class Cards {
  private readonly bankers = new Map<string, Set<string>>();

  constructor(private readonly random: () => number) {}

  /** Picks every game of a week that is still open. @throws when the server refuses the card */
  async save(player: Player, url: string, week: number): Promise<void> {
    const { games } = await player.get<{ games: Game[] }>(url, `/api/weeks/${week}/games`);
    const used = this.bankers.get(player.id) ?? new Set();
    const open = games.filter(({ state }) => state === 'pre');
    const road = open.filter(({ away }) => !used.has(away));
    const banker = road[Math.floor(this.random() * road.length)];
    const picks: Record<string, 'home' | 'away'> = {};
    for (const { id } of open) picks[id] = this.random() < 0.57 ? 'home' : 'away';
    if (banker !== undefined) picks[banker.id] = 'away';
    const card = { picks, banker: banker?.id ?? null, joker: false };
    await player.send(url, 'PUT', `/api/me/cards/${week}`, card);
    if (banker !== undefined) this.bankers.set(player.id, used.add(banker.away));
  }
}
