import { counted, zonedMoment } from '@sunday-live/contract';
import { bankerTeam, type CardPicks } from '@sunday-live/scoring';
import {
  button,
  facts,
  type Letter,
  letter,
  note,
  type OptionalMail,
  paragraph,
} from '../../platform/mail/letter.js';
import type { StoredGame } from '../slate/stored-game.js';
import { nameOfWeek, phraseOfWeek, type WeekKey } from '../slate/week-key.js';
import { teamName } from './mail-words.js';

export interface ConfirmationContent {
  readonly name: string;
  readonly timeZone: string;
  readonly week: WeekKey;
  /** False for the first confirmation of the week. */
  readonly amended: boolean;
  readonly card: CardPicks;
  /** Games of the week by kickoff. */
  readonly games: readonly StoredGame[];
  /** null: each game locks at its kickoff */
  readonly deadline: Date | null;
  readonly cardUrl: string;
  readonly optional: OptionalMail;
}

export function confirmationLetter(content: ConfirmationContent): Letter {
  const { name, timeZone, week, amended, card, games, deadline, cardUrl, optional } = content;
  const picks = games.flatMap((game) => pickLine(game, card));
  const what = amended ? 'amended' : 'saved';
  return letter({
    subject: `${nameOfWeek(week)}: your card is ${what}`,
    title: `Your card for ${phraseOfWeek(week)} is ${what}`,
    blocks: [
      paragraph(`Hello ${name}, these are your ${counted(picks.length, 'pick')}.`),
      facts(picks),
      facts([
        ['Banker', bankerOf(card, games)],
        ['Joker', card.joker ? 'played: the banker counts threefold' : 'kept'],
      ]),
      paragraph(
        deadline === null
          ? 'You can change a pick until its kickoff.'
          : `You can change your card until ${zonedMoment(deadline, timeZone)}.`,
      ),
      button('See my card', cardUrl),
      note('Did you not make this card? Change your password.'),
    ],
    optional,
  });
}

function pickLine({ id, away, home }: StoredGame, { picks, banker }: CardPicks): [string, string][] {
  const side = picks[id];
  if (side === undefined) return [];
  const team = teamName(side === 'away' ? away : home);
  return [[`${teamName(away)} at ${teamName(home)}`, banker === id ? `${team} (banker)` : team]];
}

function bankerOf(card: CardPicks, games: readonly StoredGame[]): string {
  const game = games.find(({ id }) => id === card.banker);
  return game === undefined ? 'none' : teamName(bankerTeam(card, game));
}
