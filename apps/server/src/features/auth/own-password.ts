import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { isOwnPassword, type PasswordOwner } from './guessed-passwords.js';

/** What the account library is told to answer; `authError` makes a problem of the field of it. */
export const OWN_PASSWORD = 'OWN_PASSWORD';

type Context = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Stands before the account library's routes that set a password: nobody's is their own name or address (rule X81). */
export const refuseOwnPassword = createAuthMiddleware(async (context) => {
  const owner = await ownerOf(context);
  const { password, newPassword }: Record<string, unknown> = context.body ?? {};
  const chosen = newPassword ?? password;
  if (owner !== null && typeof chosen === 'string' && isOwnPassword(chosen, owner))
    throw new APIError('UNPROCESSABLE_ENTITY', { code: OWN_PASSWORD, message: 'own name or address' });
});

/** Null where no password is chosen, or the player is unknown. */
async function ownerOf(context: Context): Promise<PasswordOwner | null> {
  if (context.path === '/sign-up/email') return context.body;
  if (context.path === '/change-password') return (await getSessionFromCtx(context))?.user ?? null;
  if (context.path !== '/reset-password') return null;
  const { internalAdapter } = context.context;
  const link = await internalAdapter.findVerificationValue(`reset-password:${context.body.token}`);
  return link && internalAdapter.findUserById(link.value);
}
