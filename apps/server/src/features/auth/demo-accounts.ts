import type { DemoAccounts } from '@sunday-live/contract';

/** The two sign-ins that the demo offers and prints; they exist only where the demo was seeded. */
export const DEMO_ACCOUNTS: DemoAccounts['accounts'] = [
  { role: 'player', email: 'player@demo.example', password: 'demo-player' },
  { role: 'admin', email: 'admin@demo.example', password: 'demo-admin' },
];
