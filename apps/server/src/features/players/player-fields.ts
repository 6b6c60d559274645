import { teamAbbrSchema, timeZoneSchema, updateMeSchema } from '@sunday-live/contract';
import { z } from 'zod';

/** Control characters, line separators and direction overrides: what can break a page or imitate another name. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** How others see a player: 1 to 60 characters, no control characters. */
export const nameSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(60, 'must have at most 60 characters')
  .refine((name) => !UNPRINTABLE.test(name), 'must not hold control characters');

/** Body of PATCH /api/me. */
export const profileChangeSchema = updateMeSchema.extend({ name: nameSchema.optional() });

export const emailSchema = z.email().max(320);
/** A password that is to be chosen. */
export const newPasswordSchema = z
  .string()
  .min(8, 'must have at least 8 characters')
  .max(128, 'must have at most 128 characters');
/** A password that is to be right. */
export const passwordSchema = z.string().max(128);

/** Body of the sign-up; anything else that is sent along is dropped, a role above all. */
export const signUpSchema = z.object({
  name: nameSchema,
  email: emailSchema,
  password: newPasswordSchema,
  team: teamAbbrSchema.optional(),
  timeZone: timeZoneSchema.default('UTC'),
  callbackURL: z.string().max(500).optional(),
  rememberMe: z.boolean().optional(),
});

export const signInSchema = z.object({
  email: emailSchema,
  password: passwordSchema,
  callbackURL: z.string().max(500).optional(),
  rememberMe: z.boolean().optional(),
});
