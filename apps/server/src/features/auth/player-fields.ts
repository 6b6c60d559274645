import { nameSchema, teamAbbrSchema, timeZoneSchema } from '@sunday-live/contract';
import { z } from 'zod';
import { isCommonPassword, isMonotonous } from './guessed-passwords.js';

export const emailSchema = z.email().max(320);
/** A new password. */
export const newPasswordSchema = z
  .string()
  .min(8, 'must have at least 8 characters')
  .max(128, 'must have at most 128 characters')
  .refine((password) => !isCommonPassword(password), 'is one of the most common passwords: choose another')
  .refine((password) => !isMonotonous(password), 'repeats one or two characters: choose another');
/** A password to check. */
export const passwordSchema = z.string().max(128);

/** Body of the sign-up; other fields are dropped, above all a role. */
export const signUpSchema = z.object({
  name: nameSchema,
  email: emailSchema,
  password: newPasswordSchema,
  team: z.optional(teamAbbrSchema),
  timeZone: z._default(timeZoneSchema, 'UTC'),
  callbackURL: z.string().max(500).optional(),
  rememberMe: z.boolean().optional(),
});

export const signInSchema = z.object({
  email: emailSchema,
  password: passwordSchema,
  callbackURL: z.string().max(500).optional(),
  rememberMe: z.boolean().optional(),
});
