import { button, type Letter, letter, note, paragraph } from '../../platform/mail/letter.js';

/** What a letter about an account is made of. */
export interface AccountLetter {
  readonly name: string;
  readonly url: string;
}

export function verificationLetter({ name, url }: AccountLetter): Letter {
  return letter({
    subject: 'Confirm your e-mail address',
    title: 'Confirm your e-mail address',
    blocks: [
      paragraph(`Hello ${name}, one tap and you are in.`),
      button('Confirm my address', url),
      note('The link works for an hour. If you did not sign up for Sunday Live, ignore this mail.'),
    ],
  });
}

export function resetLetter({ name, url }: AccountLetter): Letter {
  return letter({
    subject: 'Choose a new password',
    title: 'Choose a new password',
    blocks: [
      paragraph(`Hello ${name}, this link lets you choose a new password for Sunday Live.`),
      button('Choose a new password', url),
      note('It works once, for an hour. If you did not ask for it, ignore this mail: nothing has changed.'),
    ],
  });
}
