import { readFileSync } from 'node:fs';
import { type LeagueSeason, luckOf } from '@sunday-live/analysis';
import {
  type GameState,
  gamesByWeek,
  RULES,
  seasonStandings,
  usedBankers,
  validateCard,
} from '@sunday-live/scoring';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoPlan } from './demo-plan.js';

const seasonSchema = z.object({
  weeks: z.array(
    z.object({
      week: z.number(),
      games: z.array(
        z.object({
          id: z.string(),
          away: z.string(),
          home: z.string(),
          awayScore: z.number(),
          homeScore: z.number(),
        }),
      ),
    }),
  ),
});

/** Weeks 1 to 8 of 2024; those before week 8 are over. */
function games(): GameState[] {
  const file = new URL('../../../../replay/data/season-2024.json', import.meta.url);
  const { weeks } = seasonSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return weeks
    .filter(({ week }) => week <= 8)
    .flatMap(({ week, games: ofWeek }) =>
      ofWeek.map((game): GameState => ({ ...game, week, state: week < 8 ? 'post' : 'pre' })),
    );
}

const season = games();
const plan = demoPlan(season, 8);
const ofRole = (role: string) => plan.players.find((player) => player.role === role);

describe('the demo', () => {
  it('has about sixty players with names of their own, and the same ones every time', () => {
    expect(plan.players.length).toBeGreaterThanOrEqual(58);
    expect(plan.players.length).toBeLessThanOrEqual(64);
    expect(new Set(plan.players.map(({ name }) => name)).size).toBe(plan.players.length);
    expect(demoPlan(games(), 8)).toEqual(plan);
  });

  it('keeps the rules on every card', () => {
    const byWeek = gamesByWeek(season);
    for (const { cards } of plan.players) {
      for (const card of cards) {
        const check = {
          type: 'regular' as const,
          card,
          locked: new Set<string>(),
          stored: null,
          usedJokers: 0,
          jokersPerSeason: 3,
        };
        const used = usedBankers(cards, byWeek, card.week);
        expect(
          validateCard({ ...check, games: byWeek.get(card.week)?.values() ?? [], usedBankers: used }),
        ).toEqual([]);
      }
      expect(cards.filter(({ joker }) => joker).length).toBeLessThanOrEqual(3);
    }
  });

  it('has a few players who missed weeks, and nearly all in the week that is played', () => {
    const missing = plan.players.filter(({ cards }) => cards.length < 8).length;
    expect(missing).toBeGreaterThanOrEqual(4);
    expect(missing).toBeLessThanOrEqual(12);
    const playing = plan.players.filter(({ cards }) => cards.some(({ week }) => week === 8)).length;
    expect(playing).toBeGreaterThanOrEqual(plan.players.length - 3);
  });

  it('makes players good at predicting, but not too good', () => {
    const rows = seasonStandings(
      plan.players.map(({ name, cards }, n) => ({ n, name, cards })),
      season,
      RULES.classic,
    );
    const rates = rows.map(({ right, counted }) => right / counted);
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    // early in a season, earlier results say little, and every card has a road team as banker
    expect(mean).toBeGreaterThan(0.51);
    expect(mean).toBeLessThan(0.75);
    expect(Math.max(...rates)).toBeLessThan(0.85);
    expect(new Set(rows.map(({ points }) => points)).size).toBeGreaterThan(50);
  });

  it('uses only earlier results: the cards of a week do not depend on its own or later games', () => {
    const turned = games().map((game) =>
      game.week < 4 ? game : { ...game, awayScore: game.homeScore, homeScore: game.awayScore },
    );
    const until = (week: number, { players }: typeof plan) =>
      players
        .filter(({ role }) => role === 'other')
        .map(({ cards }) => cards.filter((card) => card.week <= week));
    expect(until(4, demoPlan(turned, 8))).toEqual(until(4, plan));
  });

  it('favours nobody: half of the players score more than expected', () => {
    const league: LeagueSeason = {
      ...{
        season: 2024,
        league: { id: 'demo', name: 'Demo' },
        rules: 'classic',
        sampledFrom: null,
        past: [],
      },
      games: season.map((game) => ({
        ...game,
        kickoff: '2024-09-08T17:00:00.000Z',
        favourite: null,
        locked: true,
      })),
      members: plan.players.map(({ name, cards }, n) => ({ id: name, n, name, team: null, cards })),
    };
    const lucky = luckOf(league).filter(({ actual, expected }) => actual > expected).length;
    expect(lucky).toBeGreaterThan(plan.players.length * 0.25);
    expect(lucky).toBeLessThan(plan.players.length * 0.75);
  });

  it('puts the visitor into mid-table, with a card for the week and a joker left', () => {
    const rows = seasonStandings(
      plan.players.map(({ name, cards }, n) => ({ n, name, cards })),
      season.filter(({ week }) => week < 8),
      RULES.classic,
    );
    const visitor = plan.players.findIndex(({ role }) => role === 'demo-player');
    const rank = rows.find(({ n }) => n === visitor)?.rank ?? 0;
    expect(rank).toBeGreaterThan(rows.length * 0.4);
    expect(rank).toBeLessThan(rows.length * 0.6);
    const cards = ofRole('demo-player')?.cards ?? [];
    expect(cards.map(({ week }) => week)).toContain(8);
    expect(cards.filter(({ joker }) => joker).length).toBeLessThan(3);
  });

  it('has leagues of existing places, each once, with the visitor in all of them', () => {
    for (const { members } of plan.leagues) {
      expect(new Set(members).size).toBe(members.length);
      expect(members.every((place) => plan.players[place] !== undefined)).toBe(true);
      expect(members).toContain(0);
    }
    expect(plan.leagues.map(({ rules }) => rules)).toContain('straight');
  });
});
