import { place, signed, zonedMoment } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import type { Letter } from '../../platform/mail/letter.js';
import { resetLetter, verificationLetter } from '../auth/account-letters.js';
import type { StoredGame } from '../slate/stored-game.js';
import { confirmationLetter } from './confirmation-mails.js';
import { movement } from './mail-links.js';
import { reminderLetter } from './reminder-mails.js';
import { resultLetter } from './result-mails.js';

const SITE = 'https://sunday.example';
const OPTIONAL = {
  choice: 'weeklyResult',
  choices: `${SITE}/profile`,
  unsubscribe: `${SITE}/api/unsubscribe?token=a.b.c`,
};
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; onmouseover='alert(1)",
  '</style><svg/onload=alert(1)>',
  '&lt;b&gt;',
];

const game = (id: string, away: string, home: string, kickoff: string): StoredGame => ({
  id,
  season: 2024,
  season_type: 2,
  week: 8,
  kickoff: new Date(kickoff),
  away,
  home,
  away_score: 0,
  home_score: 0,
  state: 'pre',
  detail: '',
  period: 0,
  clock: '0:00',
  possession: null,
  red_zone: false,
  time_valid: true,
  facts: {},
  locked_at: null,
  pause: null,
  situation_at: new Date(0),
  hand_since: null,
  hand_name: null,
  rev: 1,
});
const games = [game('1', 'MIN', 'LAR', '2024-10-25T00:15Z'), game('2', 'KC', 'LV', '2024-10-27T20:25Z')];
const deadline = new Date('2024-10-24T20:00:00Z');

/** Every email, with `name` in each place where a user's text appears. */
const letters = (name: string): Record<string, Letter> => ({
  verification: verificationLetter({ name, url: `${SITE}/verified?token=abc` }),
  reset: resetLetter({ name, url: `${SITE}/api/auth/reset-password/abc` }),
  reminder: reminderLetter({
    name,
    timeZone: 'Europe/London',
    week: { season: 2024, seasonType: 2, week: 8 },
    hours: 48,
    deadline,
    progress: { picked: 12, games: 13 },
    games: [{ away: name, home: 'PHI' }],
    cardUrl: `${SITE}/card/8`,
    optional: OPTIONAL,
  }),
  confirmation: confirmationLetter({
    name,
    timeZone: 'America/New_York',
    week: { season: 2024, seasonType: 2, week: 8 },
    amended: true,
    card: { picks: { 1: 'away', 2: 'home' }, banker: '1', joker: true },
    // team names come from the feed
    games: [...games, { ...game('3', name, name, '2024-10-27T17:00Z') }],
    deadline,
    cardUrl: `${SITE}/card/8`,
    optional: OPTIONAL,
  }),
  result: resultLetter({
    name,
    week: { season: 2024, seasonType: 2, week: 8 },
    points: -17,
    rightPicks: 9,
    played: 16,
    weekPlace: { rank: 3, shared: true, of: 41 },
    seasonPlace: { rank: 5, shared: false, before: 7, points: 812 },
    leagues: [
      {
        name,
        points: 40,
        rank: 2,
        shared: false,
        players: 5,
        seasonRank: 3,
        seasonShared: true,
        seasonBefore: 4,
      },
    ],
    bestPick: { team: name, points: 41 },
    banker: { team: 'Vikings', points: -60 },
    joker: true,
    resultsUrl: `${SITE}/results/8`,
    optional: OPTIONAL,
  }),
});

const tags = ({ html }: Letter) => html.match(/<[^>]*>/g) ?? [];

describe('M9: letters', () => {
  it.each(Object.keys(letters('')))(
    '%s shows hostile names as they are and gets no tag from them',
    (kind) => {
      const harmless = letters('Ann')[kind];
      if (harmless === undefined) throw new Error('no such letter');
      for (const name of HOSTILE) {
        const letter = letters(name)[kind];
        if (letter === undefined) throw new Error('no such letter');
        expect(tags(letter)).toEqual(tags(harmless));
        expect(letter.text).toContain(name);
        expect(letter.html).not.toContain(name);
      }
    },
  );

  it.each(Object.entries(letters('Ann')))(
    '%s says in text what it shows, links included',
    (_kind, letter) => {
      const links = [...letter.html.matchAll(/href="([^"]*)"/g)].map(([, href]) =>
        href?.replaceAll('&amp;', '&'),
      );
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) expect(letter.text).toContain(link);
      const cells = [...letter.html.matchAll(/<t[hd][^>]*>([^<]*)</g)].map(([, cell]) => cell ?? '');
      for (const cell of cells) expect(letter.text).toContain(cell);
      expect(letter.html).toContain('prefers-color-scheme:dark');
      expect(letter.html).toMatch(/^<!doctype html><html lang="en">/);
    },
  );
});

describe('what letters say', () => {
  it('M13: a confirmation lists the picks by kickoff, banker, joker, and the deadline in the player’s zone', () => {
    const { confirmation } = letters('Ann');
    expect(confirmation?.subject).toBe('Week 8: your card is amended');
    expect(confirmation?.text).toContain(
      'Vikings at Rams: Vikings (banker)\nChiefs at Raiders: Raiders\n\nBanker: Vikings\nJoker: played',
    );
    expect(confirmation?.text).toContain('until Thursday 24 October, 16:00 GMT-4');
  });

  it('M10: a reminder has the deadline and the missing picks', () => {
    const { reminder } = letters('Ann');
    expect(reminder?.subject).toBe('Week 8: two days left for your card');
    expect(reminder?.text).toContain('12 of 13 picks. Without a pick: Ann at Eagles.');
    expect(reminder?.text).toContain('Thursday 24 October, 21:00 BST');
  });

  it('M15: a result has points, places, movement, best pick, banker and joker', () => {
    const { result } = letters('Ann');
    expect(result?.subject).toBe('Week 8: −17 points, place T3');
    expect(result?.text).toContain('Place in the week: T3 of 41\nPlace in the season: 5 (up 2), 812 points');
    expect(result?.text).toContain(
      'Right picks: 9 of 16\nBest pick: Ann, +41\nBanker: Vikings, −60\nJoker: played',
    );
  });

  it('uses the words of the game', () => {
    expect([3, 0, -4].map(signed)).toEqual(['+3', '0', '−4']);
    expect([movement(1, 3), movement(3, 1), movement(2, 2), movement(2, null)]).toEqual([
      'up 2',
      'down 2',
      'as before',
      null,
    ]);
    expect([place(3, true), place(3, false)]).toEqual(['T3', '3']);
    expect(zonedMoment(new Date('2024-12-31T23:30:00Z'), 'Asia/Tokyo')).toBe(
      'Wednesday 1 January, 08:30 GMT+9',
    );
  });
});
