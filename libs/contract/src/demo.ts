import { z } from './zod.js';

/** Sign-ins offered on the sign-in page; the list is empty outside the demo. */
export const demoAccountsSchema = z.object({
  accounts: z.array(z.object({ role: z.enum(['player', 'admin']), email: z.string(), password: z.string() })),
});
export type DemoAccounts = z.infer<typeof demoAccountsSchema>;
