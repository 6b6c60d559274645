import { describe, expect, it } from 'vitest';
import { isExplained, type StepFacts } from './week-doubts.js';

const HOUR_MS = 60 * 60_000;
const now = new Date('2026-11-25T12:00:00Z');
const inHours = (hours: number) => new Date(now.getTime() + hours * HOUR_MS);
const week = (season: number, seasonType: number, number: number) => ({ season, seasonType, week: number });
const facts = (more: Partial<StepFacts>): StepFacts => ({
  current: week(2026, 2, 12),
  named: week(2026, 2, 13),
  openBefore: false,
  firstKickoff: inHours(30),
  now,
  ...more,
});

describe('F17: which steps the calendar explains', () => {
  it.each<[string, Partial<StepFacts>]>([
    ['the next week, all played', {}],
    ['the next week, begun, with a late game of this week', { openBefore: true }],
    ['the next season, all played', { named: week(2027, 1, 1), firstKickoff: inHours(2_000) }],
    ['the playoffs, all played', { current: week(2026, 2, 18), named: week(2026, 3, 1) }],
    ['over a week without games', { named: week(2026, 2, 14) }],
  ])('explained: %s', (_, more) => {
    expect(isExplained(facts(more))).toBe(true);
  });

  it.each<[string, Partial<StepFacts>]>([
    ['the week before', { named: week(2026, 2, 11) }],
    ['an earlier season with a later week', { named: week(2025, 2, 18) }],
    ['from the season back to the pre-season', { named: week(2026, 1, 20) }],
    ['the next week, days too soon', { openBefore: true, firstKickoff: inHours(4 * 24) }],
    ['the next week, of which no kickoff is known', { openBefore: true, firstKickoff: null }],
    ['the next season in the middle of this one', { openBefore: true, named: week(2027, 2, 13) }],
    ['two weeks on, while games are open', { openBefore: true, named: week(2026, 2, 14) }],
    ['the playoffs, while games are open', { openBefore: true, named: week(2026, 3, 13) }],
  ])('doubtful: %s', (_, more) => {
    expect(isExplained(facts(more))).toBe(false);
  });
});
