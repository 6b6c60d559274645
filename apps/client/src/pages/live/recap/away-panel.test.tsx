import type { LeagueSummary, Me } from '@sunday-live/contract';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Router } from 'wouter';
import type { Recap } from '../../../live/absence.js';
import type { LiveEvent } from '../../../live/changes.js';
import { aCountedCard, aGame, aPlayer, aState, rows } from '../../../testing/slate.js';
import RecapPanel from './away-panel.js';
import { ownMoved } from './model/own-moved.js';

const stateOf = (seq: number, homeScore: number, points: number[]) => {
  const table = rows(points);
  return aState({
    seq,
    games: [aGame({ state: 'in', homeScore })],
    players: [aPlayer(0, { name: 'Me' }), aPlayer(1, { name: 'Ana' })],
    scopes: { day: table, week: table, season: table },
  });
};
const touchdown: LiveEvent = {
  seq: 5,
  at: '2024-10-27T18:42:00Z',
  cause: { game: 'g1', kind: 'touchdown', team: 'WSH' },
  awayScore: 0,
  homeScore: 6,
};
const from = stateOf(4, 0, [0, 0]);
const to = stateOf(5, 6, [0, 6]);

function htmlOf(recap: Recap): string {
  const source = {
    league: { id: 'sofa', rules: 'classic' } as LeagueSummary,
    state: to,
    scope: 'week' as const,
    day: new Set(['g1']),
    cards: new Map([
      ['p0', aCountedCard({ g1: 'away' })],
      ['p1', aCountedCard({ g1: 'home' })],
    ]),
    bases: null,
  };
  const me = { id: 'p0', timeZone: 'UTC' } as Me;
  return renderToStaticMarkup(
    <Router ssrPath="/live">
      <QueryClientProvider client={new QueryClient()}>
        <RecapPanel {...{ me, recap, source }} live={[touchdown]} onClose={() => undefined} />
      </QueryClientProvider>
    </Router>,
  );
}

const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('while you were away', () => {
  beforeEach(() => vi.useFakeTimers({ now: Date.parse('2024-10-27T18:45:00Z'), toFake: ['Date'] }));
  afterEach(() => vi.useRealTimers());

  it('shows the place before and after and the causes, with a link to each moment', () => {
    const html = htmlOf({ from, to, whole: true });
    expect(textOf(html)).toContain(
      'While you were away as of 18:45 From T1 to 2nd, with 0 points. Ana leads now.',
    );
    expect(textOf(html)).toContain('18:42 Touchdown Commanders CHI 0, WSH 6 You 1 → 2, Ana takes the lead');
    expect(html).toContain('href="/time-machine/sofa/8?at=5"');
    expect(html).toContain('href="/time-machine/sofa/8?at=4"');
  });

  it('waits for the log where the stream was interrupted', () => {
    const text = textOf(htmlOf({ from, to, whole: false }));
    expect(text).toContain('From T1 to 2nd');
    expect(text).toContain('Loading what happened…');
    expect(text).not.toContain('Touchdown');
  });

  it('is one sentence after a reset, and empty when nothing has moved', () => {
    expect(textOf(htmlOf({ from: { ...from, epoch: 'e0' }, to, whole: false }))).toContain(
      'Reset The game was reset.',
    );
    expect(htmlOf({ from: to, to, whole: true })).toBe('');
  });

  it('disappears when the own row moves on', () => {
    expect(ownMoved(to, to, 'week', 0)).toBe(false);
    expect(ownMoved(to, stateOf(6, 6, [3, 6]), 'week', 0)).toBe(true);
    expect(ownMoved(to, stateOf(6, 6, [0, 9]), 'week', 0)).toBe(false);
    expect(ownMoved(to, stateOf(6, 6, [0, 0]), 'week', 0)).toBe(true);
    expect(ownMoved(to, { ...stateOf(0, 0, [9, 0]), epoch: 'e2' }, 'week', 0)).toBe(false);
  });
});
