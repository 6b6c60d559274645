import { describe, expect, it } from 'vitest';
import { aCountedCard, aPlayer } from '../../../testing/slate.js';
import { cardsShown } from '../use-cards.js';

describe('the cards on the page', () => {
  it('belong to current members of the league', () => {
    const [p0, p1] = [aPlayer(0), aPlayer(1)];
    const cards = [p0, p1].map(({ id }) => ({ ...aCountedCard({ a: 'home' }), player: id }));
    const both = new Map([p0, p1].map((player) => [player.n, player]));
    expect([...cardsShown(cards, both).keys()]).toEqual([p0.id, p1.id]);
    expect([...cardsShown(cards, new Map([[p0.n, p0]])).keys()]).toEqual([p0.id]);
  });
});
