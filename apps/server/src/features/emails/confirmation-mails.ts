import { Inject, Injectable } from '@nestjs/common';
import { counted, zonedMoment } from '@sunday-live/contract';
import { bankerTeam, type CardPicks } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { playerSteps } from '../../platform/database/player-steps.sql.js';
import {
  button,
  facts,
  type Letter,
  letter,
  note,
  type OptionalMail,
  paragraph,
} from '../../platform/mail/letter.js';
import { MailKinds, mailKind } from '../../platform/mail/mail-kind.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { mailable } from '../../platform/mail/mailable.js';
import { closedAt } from '../calendar/game-locks.js';
import { SeasonService } from '../calendar/season.service.js';
import { SlateReader } from '../slate/slate-reader.js';
import type { StoredGame } from '../slate/stored-game.js';
import { nameOfWeek, phraseOfWeek, type WeekKey } from '../slate/week-key.js';
import { quietCards, storedCard } from './emails.sql.js';
import { aboutWeek, MailLinks, mailedWeekSchema, teamName } from './mail-links.js';

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

const KIND = 'pick-confirmation';
const schema = mailedWeekSchema.extend({ version: z.number().int(), amended: z.boolean() });
type Confirmation = z.infer<typeof schema>;

/**
 * Sends emails that confirm saved cards, to players who want them (rules M13, M14). The cards themselves show what is
 * due, so that a save costs nothing extra.
 */
@Injectable()
export class ConfirmationMails {
  constructor(
    private readonly db: DataSource,
    private readonly outbox: MailOutbox,
    private readonly reader: SlateReader,
    private readonly seasons: SeasonService,
    private readonly links: MailLinks,
    @Inject(CONFIG) private readonly config: Config,
    kinds: MailKinds,
  ) {
    kinds.register(
      mailKind({ kind: KIND, unasked: true, schema, write: (confirmation) => this.write(confirmation) }),
    );
  }

  /** Stores the confirmations that are due, in steps. @returns the number of new emails */
  async enqueueDue(signal: AbortSignal): Promise<number> {
    const state = await this.reader.season();
    if (state === null) return 0;
    const weeks = (await this.reader.weeks(state))
      .map(({ week }) => week)
      .filter((week) => week >= state.week);
    let added = 0;
    for await (const step of playerSteps(this.db.manager, signal)) {
      const cards = await quietCards(
        this.db.manager,
        { season: state, weeks, step },
        { kind: KIND, mailable: mailable(this.config) },
      );
      added += await this.outbox.enqueue(
        this.db.manager,
        cards.map(({ email, ...data }) => ({
          kind: KIND,
          about: `${aboutWeek(data)}:v${data.version}`,
          to: email,
          player: data.player,
          data,
        })),
      );
    }
    return added;
  }

  /**
   * Builds the email; null when it is no longer needed: the card has changed again (that version gets its own), or was
   * changed by somebody else after the lock.
   */
  private async write({
    season,
    seasonType,
    week,
    player,
    version,
    amended,
    ...to
  }: Confirmation): Promise<Letter | null> {
    const about = { season, seasonType, week };
    const card = await storedCard(this.db.manager, about, player);
    if (card === null || card.version !== version) return null;
    const scene = await this.seasons.weekNow(about, week);
    const closed = closedAt(scene.week, scene.state.lock, scene.now);
    if (closed !== null && closed < card.updated_at) return null;
    return confirmationLetter({
      ...to,
      week: about,
      amended,
      card,
      games: scene.week.games,
      deadline: scene.state.lock === 'week' ? scene.week.deadline : null,
      cardUrl: this.links.card(about),
      optional: this.links.optional('pickConfirmation', player),
    });
  }
}
