import { z } from 'zod';

/** Why an admin changes something: read in the audit, and by the player whom it concerns. */
export const whySchema = z.string().trim().min(3, 'must say why').max(500);
