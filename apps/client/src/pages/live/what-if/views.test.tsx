import type { LeagueSummary } from '@sunday-live/contract';
import { orderRows } from '@sunday-live/scoring';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Router } from 'wouter';
import type { TableRow } from '../../../live/table-rows.js';
import { aCountedCard, aGame, aPlayer, aState, rows } from '../../../testing/slate.js';
import EventFeed from '../event-feed.js';
import { ExposureView } from './exposure-view.js';
import { type FieldInput, fieldOf } from './model/field.js';
import { NeedsView } from './needs-view.js';
import { NextView } from './next-view.js';
import { WhatIfView } from './what-if-view.js';

const league: LeagueSummary = {
  id: 'sofa',
  name: 'Sofa',
  rules: 'classic',
  visibility: 'code',
  widget: false,
  code: null,
  role: 'member',
  members: 2,
};
const table = rows([0, 14]);
const state = aState({
  games: [
    aGame({ state: 'in', awayScore: 14, homeScore: 10 }),
    aGame({ id: 'g2', away: 'BUF', home: 'SEA' }),
  ],
  players: [aPlayer(0), aPlayer(1)],
  scopes: { day: table, week: table, season: table },
});
const cards = new Map([
  ['p0', aCountedCard({ g1: 'home', g2: 'home' })],
  ['p1', aCountedCard({ g1: 'away', g2: 'home' })],
]);
const input: FieldInput = {
  state,
  scope: 'week',
  day: new Set(['g1', 'g2']),
  cards,
  rules: 'classic',
  bases: null,
};
const field = fieldOf(input);
const people: TableRow[] = orderRows(table, String).map(([n, rank, points]) => ({
  n,
  rank,
  points,
  id: `p${n}`,
  name: n === 0 ? 'Me' : 'Ana',
  team: null,
  shared: false,
  movement: 0,
  joker: false,
  banker: null,
  change: null,
  own: n === 0,
  pinned: n === 1,
  gap: false,
}));
const own = people.find((row) => row.own) ?? null;

function text(node: ReactNode): string {
  const client = new QueryClient();
  const html = renderToStaticMarkup(
    <Router ssrPath="/live">
      <QueryClientProvider client={client}>{node}</QueryClientProvider>
    </Router>,
  );
  return html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

describe('the views of the what-if sheet', () => {
  beforeEach(() => {
    vi.stubGlobal('window', { location: { hash: '#what-if=g1:14-21' } });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('show the next score, for the viewer and a pinned rival', () => {
    const read = text(<NextView field={field} rows={people} own={own} />);
    expect(read).toContain('for Ana');
    expect(read).toMatch(/Commanders \+17 17 .*1st/);
  });

  it('show what the viewer needs, what is possible and what no longer matters', () => {
    const read = text(<NeedsView field={field} input={input} rows={people} own={own} />);
    expect(read).toMatch(/You pass with Commanders .*Between you: CHI at WSH/);
    expect(read).toMatch(/No longer matters for your place: BUF at SEA/);
    expect(read).toMatch(/Ranks possible 1st to 2nd/);
  });

  it('show the what-if of the address', () => {
    const read = text(<WhatIfView source={{ league, scope: 'week' }} field={field} rows={people} />);
    expect(read).toContain('CHI 14, WSH 21');
    expect(read).toContain('You: 1st with 21');
    expect(read).toMatch(/What if .*Me 1 .*Ana 2/);
  });

  it('show what each player has at stake', () => {
    const read = text(<ExposureView field={field} rows={people} />);
    expect(read).toMatch(/CHI at WSH .*Me 0 \+16 .*BUF at SEA/);
  });

  it('show the effect of each event', () => {
    const event = {
      seq: 1,
      at: '2024-10-27T18:00:00Z',
      cause: { game: 'g1', kind: 'score' as const },
      awayScore: 14,
      homeScore: 10,
    };
    const source = { league, state, scope: 'week' as const, day: input.day, cards, bases: null };
    const told = (whole: boolean) =>
      text(
        <EventFeed
          {...{ events: [event], whole, source }}
          games={state.games}
          timeZone="UTC"
          rows={people}
          own={0}
        />,
      );
    expect(told(true)).toContain('You 1 → 2, Ana takes the lead');
    // with events missing the effect of this one is unknown
    expect(told(false)).toContain('14');
    expect(told(false)).not.toContain('takes the lead');
  });
});
