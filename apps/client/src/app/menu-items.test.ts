import { describe, expect, it } from 'vitest';
import { footerFor, MENU_ITEMS, type MenuItem, menuFor } from './menu-items.js';

const ITEMS: readonly MenuItem[] = [
  { label: 'Sign in', href: '/sign-in', who: 'visitor' },
  { label: 'Profile', href: '/profile', who: 'player' },
  { label: 'Rules', href: '/rules', who: 'all' },
  { label: 'Admin', href: '/admin', who: 'admin' },
];
const labels = (items: readonly MenuItem[]) => items.map(({ label }) => label);

describe('the account menu', () => {
  it('shows each audience its entries, in order', () => {
    expect(labels(menuFor(null, ITEMS))).toEqual(['Sign in', 'Rules']);
    expect(labels(menuFor({ role: 'player' }, ITEMS))).toEqual(['Profile', 'Rules']);
    expect(labels(menuFor({ role: 'admin' }, ITEMS))).toEqual(['Profile', 'Rules', 'Admin']);
  });

  it('puts the entries for all at the foot of a visitor’s pages', () => {
    expect(labels(footerFor(null, ITEMS))).toEqual(['Rules']);
    expect(footerFor({ role: 'player' }, ITEMS)).toEqual([]);
  });

  it('links to each page once', () => {
    const hrefs = MENU_ITEMS.map(({ href }) => href);
    expect(new Set(hrefs).size).toBe(hrefs.length);
  });
});
