import { button, type Letter, letter, type OptionalMail, paragraph } from '../../platform/mail/letter.js';
import { moment } from './mail-words.js';

export interface ReminderContent {
  readonly name: string;
  readonly timeZone: string;
  readonly week: number;
  readonly deadline: Date;
  readonly games: number;
  readonly cardUrl: string;
  /** null: this reminder cannot be switched off */
  readonly optional: OptionalMail | null;
  readonly hours: number;
}

export function reminderLetter(content: ReminderContent): Letter {
  const { name, timeZone, week, deadline, games, cardUrl, optional, hours } = content;
  const left = hours === 1 ? 'less than an hour' : hours === 24 ? 'a day' : 'two days';
  return letter({
    subject: `Week ${week}: ${left} left for your card`,
    title: `No card yet for week ${week}`,
    blocks: [
      paragraph(
        `Hello ${name}, ${games} games are waiting for your picks. Cards close on ${moment(deadline, timeZone)}.`,
      ),
      button('Make my card', cardUrl),
    ],
    ...(optional === null ? {} : { optional }),
  });
}
