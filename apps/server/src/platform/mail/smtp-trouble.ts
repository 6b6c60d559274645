import type { DeliveryTrouble } from './delivery.js';

const SERVICE_CLOSING = 421;
/** Commands whose replies concern this email; the others concern every email. */
const OF_THE_MAIL = new Set(['RCPT TO', 'DATA']);
/** Errors that nodemailer raises before it hands over an email: no address, no TLS, no login. */
const BEFORE_THE_MAIL = new Set(['EDNS', 'ETLS', 'EAUTH']);

interface SmtpError extends Error {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly syscall?: unknown;
}

/**
 * Maps an error of `sendMail` to a kind of failure. Only a reply proves anything: without one the server may have the
 * email.
 */
export function smtpTrouble(error: unknown): DeliveryTrouble {
  if (!(error instanceof Error)) return 'unconfirmed';
  const { code, command, responseCode, syscall }: SmtpError = error;
  if (typeof responseCode !== 'number') {
    const notBegun = syscall === 'connect' || BEFORE_THE_MAIL.has(String(code));
    return notBegun ? 'server' : 'unconfirmed';
  }
  if (responseCode === SERVICE_CLOSING || !OF_THE_MAIL.has(String(command))) return 'server';
  return responseCode >= 500 ? 'refused' : 'later';
}
