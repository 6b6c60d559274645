import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { isOwnPassword, type PasswordOwner } from './guessed-passwords.js';

/** The account library's answer; `authError` turns it into a problem of the field. */
export const OWN_PASSWORD = 'OWN_PASSWORD';

type Context = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/**
 * Runs before the account library's routes that set a password: it must not be the owner's name or address (rule
 * X81).
 */
export const refuseOwnPassword = createAuthMiddleware(async (context) => {
  const owner = await ownerOf(context);
  const { password, newPassword }: Record<string, unknown> = context.body ?? {};
  const chosen = newPassword ?? password;
  if (owner !== null && typeof chosen === 'string' && isOwnPassword(chosen, owner))
    throw new APIError('UNPROCESSABLE_ENTITY', { code: OWN_PASSWORD, message: 'own name or address' });
});

/** Null when no password is set, or the player is unknown. */
async function ownerOf(context: Context): Promise<PasswordOwner | null> {
  if (context.path === '/sign-up/email') return context.body;
  if (context.path === '/change-password') return (await getSessionFromCtx(context))?.user ?? null;
  if (context.path !== '/reset-password') return null;
  const { internalAdapter } = context.context;
  const link = await internalAdapter.findVerificationValue(`reset-password:${context.body.token}`);
  return link && internalAdapter.findUserById(link.value);
}
