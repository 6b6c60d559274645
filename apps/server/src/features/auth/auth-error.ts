import { z } from 'zod';
import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';
import { OWN_PASSWORD } from './password.js';

const answerSchema = z.object({ code: z.string().optional(), message: z.string().optional() });

const BY_CODE: Readonly<Record<string, ErrorCode>> = {
  INVALID_EMAIL_OR_PASSWORD: 'invalid-credentials',
  USER_ALREADY_EXISTS: 'account-exists',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'account-exists',
  FAILED_TO_CREATE_USER: 'account-exists',
  EMAIL_NOT_VERIFIED: 'email-not-verified',
  BANNED: 'banned',
  INVALID_PASSWORD: 'wrong-password',
  INVALID_TOKEN: 'link-not-valid',
  TOKEN_EXPIRED: 'link-not-valid',
  INVALID_CODE: 'invalid-code',
  INVALID_BACKUP_CODE: 'invalid-code',
  INVALID_TWO_FACTOR_COOKIE: 'challenge-over',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'challenge-over',
  ACCOUNT_TEMPORARILY_LOCKED: 'too-many-requests',
};

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid-input',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  422: 'invalid-input',
  429: 'too-many-requests',
};

/** Translates a refusal of the account library into an error of our catalogue. */
export function authError(status: number, body: string): AppError {
  const { code, message } = readAnswer(body);
  const known = code === undefined ? undefined : BY_CODE[code];
  if (known !== undefined) return new AppError(known);
  if (code === OWN_PASSWORD) {
    const words = 'is your own name or address: choose another';
    return new AppError('invalid-input', undefined, [
      { code: 'own-password', message: words, path: 'password' },
    ]);
  }
  const general = BY_STATUS[status] ?? 'internal';
  return new AppError(general, general === 'internal' ? undefined : message);
}

function readAnswer(body: string): z.infer<typeof answerSchema> {
  try {
    return answerSchema.parse(JSON.parse(body));
  } catch {
    return {};
  }
}
