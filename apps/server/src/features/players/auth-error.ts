import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import type { ErrorCode } from '../../platform/errors/catalogue.js';

const answerSchema = z.object({ code: z.string().optional(), message: z.string().optional() });

const BY_CODE: Readonly<Record<string, ErrorCode>> = {
  INVALID_EMAIL_OR_PASSWORD: 'invalid-credentials',
  USER_ALREADY_EXISTS: 'account-exists',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'account-exists',
  FAILED_TO_CREATE_USER: 'account-exists',
  EMAIL_NOT_VERIFIED: 'email-not-verified',
  BANNED: 'banned',
};

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid-input',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  422: 'invalid-input',
  429: 'too-many-requests',
};

/** What the account library refused, in our catalogue's words. */
export function authError(status: number, body: string): AppError {
  const { code, message } = readAnswer(body);
  const known = code === undefined ? undefined : BY_CODE[code];
  if (known !== undefined) return new AppError(known);
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
