import { z } from './zod.js';

/** Accounts offered on the sign-in page; empty outside the demo. */
export const demoAccountsSchema = z.object({
  accounts: z.array(z.object({ role: z.enum(['player', 'admin']), email: z.string(), password: z.string() })),
});
export type DemoAccounts = z.infer<typeof demoAccountsSchema>;
