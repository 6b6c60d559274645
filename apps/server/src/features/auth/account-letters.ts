import { button, type Letter, letter, note, paragraph } from '../../platform/mail/letter.js';

/** Content of a letter about an account. */
export interface AccountLetter {
  readonly name: string;
  readonly url: string;
}

export function verificationLetter({ name, url }: AccountLetter): Letter {
  return letter({
    subject: 'Confirm your email address',
    title: 'Confirm your email address',
    blocks: [
      paragraph(`Hello ${name}, confirm that this address is yours. Then sign in and make your first card.`),
      button('Confirm my address', url),
      note('The link works for an hour. If you did not sign up for Sunday Live, ignore this email.'),
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
      note('It works once, for an hour. If you did not ask for it, ignore this email: nothing has changed.'),
    ],
  });
}

export function newAddressLetter({ name, url }: AccountLetter): Letter {
  return letter({
    subject: 'Confirm your new email address',
    title: 'Confirm your new email address',
    blocks: [
      paragraph(`Hello ${name}, this link makes this the address of your account at Sunday Live.`),
      button('Use this address', url),
      note('It works once, for an hour. If you did not ask for it, ignore this email: nothing has changed.'),
    ],
  });
}

export function changedAddressLetter({ name, email }: { name: string; email: string }): Letter {
  return letter({
    subject: 'Your email address was changed',
    title: 'Your email address was changed',
    blocks: [
      paragraph(`Hello ${name}, your account at Sunday Live uses ${email} from now on.`),
      note(
        'This address gets no more email. If it was not you, tell the admin at once: somebody knows your password.',
      ),
    ],
  });
}

export function alreadyPlayingLetter({
  name,
  signIn,
  forgot,
}: {
  name: string;
  signIn: string;
  forgot: string;
}): Letter {
  return letter({
    subject: 'You are playing already',
    title: 'You are playing already',
    blocks: [
      paragraph(
        `Hello ${name}, somebody wants to use this address at Sunday Live. It belongs to your account.`,
      ),
      button('Sign in', signIn),
      button('Choose a new password', forgot),
      note('If it was not you, there is nothing to do: nobody was told that you play.'),
    ],
  });
}

const RESETS = {
  'second-factor': {
    title: 'Your second factor was removed',
    text: 'the second factor of your account at Sunday Live was removed, and you are signed out everywhere. Your password is enough to sign in; set up a second factor again in your profile.',
  },
  password: {
    title: 'Your password was replaced',
    text: 'the password of your account at Sunday Live was replaced, and you are signed out everywhere. Sign in with the one that you were given, or choose another.',
  },
};

export function accessResetLetter({
  name,
  what,
  forgot,
}: {
  name: string;
  what: keyof typeof RESETS;
  forgot: string;
}): Letter {
  const { title, text } = RESETS[what];
  return letter({
    subject: title,
    title,
    blocks: [
      paragraph(`Hello ${name}, ${text}`),
      button('Choose a new password', forgot),
      note('If you did not ask for this, tell the admin at once.'),
    ],
  });
}

export function goodbyeLetter({ name }: { name: string }): Letter {
  return letter({
    subject: 'Your account is deleted',
    title: 'Your account is deleted',
    blocks: [
      paragraph(
        `Goodbye ${name}. Your cards, your memberships and your settings are gone. Thank you for playing.`,
      ),
    ],
  });
}
