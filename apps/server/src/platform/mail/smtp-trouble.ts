import type { DeliveryTrouble } from './delivery.js';

/** Where the talk was: before or after the dot that hands the mail over. */
export type SmtpStage = 'before' | 'after';

const SERVICE_CLOSING = 421;
/** Commands whose answers concern this mail; the others concern every mail. */
const OF_THE_MAIL = new Set(['RCPT TO', 'DATA']);

/** What an SMTP error means for the mail. Only a reply is an answer: silence after the dot tells nothing. */
export function smtpTrouble(error: unknown, stage: SmtpStage): DeliveryTrouble {
  const { responseCode, command } = fieldsOf(error);
  if (responseCode === undefined) return stage === 'after' ? 'unconfirmed' : 'server';
  if (responseCode === SERVICE_CLOSING || command === undefined || !OF_THE_MAIL.has(command)) return 'server';
  return responseCode >= 500 ? 'refused' : 'later';
}

function fieldsOf(error: unknown): { responseCode?: number; command?: string } {
  if (!(error instanceof Error)) return {};
  const fields: { responseCode?: number; command?: string } = {};
  if ('responseCode' in error && typeof error.responseCode === 'number')
    fields.responseCode = error.responseCode;
  if ('command' in error && typeof error.command === 'string') fields.command = error.command;
  return fields;
}
