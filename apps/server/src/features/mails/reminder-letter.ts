import { counted, zonedMoment } from '@sunday-live/contract';
import type { CardProgress } from '@sunday-live/scoring';
import { button, type Letter, letter, type OptionalMail, paragraph } from '../../platform/mail/letter.js';
import type { StoredGame } from '../slate/stored-game.js';
import { nameOfWeek, phraseOfWeek, type WeekKey } from '../slate/week-key.js';
import { teamName } from './mail-words.js';

export interface ReminderContent {
  readonly name: string;
  readonly timeZone: string;
  readonly week: WeekKey;
  readonly deadline: Date;
  /** Progress of the stored card; null: there is none. */
  readonly progress: Pick<CardProgress, 'picked' | 'games'> | null;
  /** Games that are open and not picked. */
  readonly games: readonly Pick<StoredGame, 'away' | 'home'>[];
  readonly cardUrl: string;
  /** null: this reminder cannot be switched off */
  readonly optional: OptionalMail | null;
  readonly hours: number;
}

export function reminderLetter(content: ReminderContent): Letter {
  const { name, timeZone, week, deadline, games, progress, cardUrl, optional, hours } = content;
  const left = hours === 1 ? 'less than an hour' : hours === 24 ? 'a day' : 'two days';
  const waiting = games.map(({ away, home }) => `${teamName(away)} at ${teamName(home)}`).join(', ');
  const what =
    progress === null
      ? `${counted(games.length, 'game')} are waiting for your picks.`
      : `your card has ${progress.picked} of ${progress.games} picks. Without a pick: ${waiting}.`;
  return letter({
    subject: `${nameOfWeek(week)}: ${left} left for your card`,
    title:
      progress === null
        ? `No card yet for ${phraseOfWeek(week)}`
        : `Your card for ${phraseOfWeek(week)} lacks picks`,
    blocks: [
      paragraph(`Hello ${name}, ${what} The next picks lock on ${zonedMoment(deadline, timeZone)}.`),
      button(progress === null ? 'Make my card' : 'Finish my card', cardUrl),
    ],
    ...(optional === null ? {} : { optional }),
  });
}
