import type { ParsedMail } from 'mailparser';
import type { Config } from '../config/config.js';
import { until } from './until.js';
import { linkIn, writtenMails } from './written-mails.js';

export interface CaughtMail {
  readonly subject: string;
  readonly text: string;
  /** Path and query of the first link; '' without one. */
  readonly link: string;
}

/**
 * Waits for emails that a server without SMTP writes.
 * @param count number of emails to this address with a matching subject; the newest of them is returned
 */
export function mailTo(
  { config }: { readonly config: Pick<Config, 'dataDir'> },
  to: string,
  subject: RegExp,
  count = 1,
): Promise<CaughtMail> {
  return until(async () => {
    const found = (await writtenMails(config)).filter(
      (mail) => recipientOf(mail) === to && subject.test(mail.subject ?? ''),
    );
    const newest = found.at(-1);
    return newest === undefined || found.length < count ? null : read(newest);
  });
}

function recipientOf({ to }: ParsedMail): string | undefined {
  return Array.isArray(to) ? undefined : to?.text;
}

function read(mail: ParsedMail): CaughtMail {
  const link = linkIn(mail);
  return {
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    link: link === null ? '' : link.pathname + link.search,
  };
}
