import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { playerSteps } from '../../platform/database/player-steps.sql.js';
import { button, type Letter, letter, paragraph } from '../../platform/mail/letter.js';
import { MailKinds, mailKind } from '../../platform/mail/mail-kind.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { mailable } from '../../platform/mail/mailable.js';
import { SeasonService } from '../calendar/season.service.js';
import { SlateReader } from '../slate/slate-reader.js';
import { nameOfWeek, phraseOfWeek, type SeasonKey, seasonSearch, weekKeySchema } from '../slate/week-key.js';
import { CardStore } from './card.sql.js';
import { clashesOf } from './card-check.js';
import { clashCauses, clashSuspects, type LookedAt } from './clash-mails.sql.js';

const KIND = 'card-clash';
const schema = weekKeySchema.extend({ player: z.string(), name: z.string(), version: z.number().int() });
type ClashNews = z.infer<typeof schema>;

/**
 * Cards are looked at so often after what can make them wrong has changed. The second look, at a later tick, finds cards that were
 * being saved during the change.
 */
const LOOKS = 2;

/**
 * Sends an email to players whose card has become wrong since they saved it, because a game takes place after all or
 * its sides were exchanged. Sent once per version of the card, while it is open (rule M22).
 */
@Injectable()
export class ClashMails {
  /** What can make cards wrong as it was at the last looks of this process, and their number. */
  private looked = { causes: '', times: 0 };

  constructor(
    private readonly db: DataSource,
    private readonly outbox: MailOutbox,
    private readonly reader: SlateReader,
    private readonly seasons: SeasonService,
    private readonly store: CardStore,
    @Inject(CONFIG) private readonly config: Config,
    kinds: MailKinds,
  ) {
    kinds.register(mailKind({ kind: KIND, unasked: true, schema, write: (news) => this.write(news) }));
  }

  /**
   * Stores the emails that are due, in steps. Everybody's cards are compared only after a change that can make one wrong.
   * @returns the number of new emails
   */
  async enqueueDue(signal: AbortSignal): Promise<number> {
    const state = await this.reader.playing();
    if (state === null) return 0;
    const { jokers, bankersOnce } = await this.seasons.cardRules(state);
    const causes = JSON.stringify([state, jokers, bankersOnce, await clashCauses(this.db.manager, state)]);
    const times = this.looked.causes === causes ? this.looked.times : 0;
    if (times >= LOOKS) return 0;
    const weeks = (await this.reader.weeks(state))
      .map(({ week }) => week)
      .filter((week) => week >= state.week);
    let added = 0;
    for await (const step of playerSteps(this.db.manager, signal))
      added += await this.enqueueStep({ season: state, weeks, step }, { jokers, bankersOnce });
    if (!signal.aborted) this.looked = { causes, times: times + 1 };
    return added;
  }

  private async enqueueStep(
    at: LookedAt,
    rules: { readonly jokers: number; readonly bankersOnce: boolean },
  ): Promise<number> {
    const suspects = await clashSuspects(this.db.manager, at, rules, {
      kind: KIND,
      mailable: mailable(this.config),
    });
    if (suspects.length === 0) return 0;
    const clashes = await this.clashes(at.season, suspects);
    return this.outbox.enqueue(
      this.db.manager,
      suspects
        .filter((suspect) => clashes(suspect).length > 0)
        .map(({ email, ...data }) => ({
          kind: KIND,
          about: `${data.season}:${data.seasonType}:${data.week}:v${data.version}`,
          to: email,
          player: data.player,
          data,
        })),
    );
  }

  /** Builds the email; null when it is no longer needed: the card was changed, is right again, or is closed. */
  private async write(news: ClashNews): Promise<Letter | null> {
    const clashes = (await this.clashes(news, [news]))(news);
    if (clashes.length === 0) return null;
    const card = phraseOfWeek(news);
    return letter({
      subject: `${nameOfWeek(news)}: your card needs a change`,
      title: `Your card of ${card} needs a change`,
      blocks: [
        paragraph(
          `Hello ${news.name}, since you saved your card of ${card} a game has changed. Change the card before it locks; whatever you do not choose again counts as it is.`,
        ),
        ...clashes.map(paragraph),
        button('Change my card', `${this.config.publicUrl}/card/${news.week}${seasonSearch(news)}`),
      ],
    });
  }

  /** Returns in words what must be chosen again; nothing if this version is no longer stored. */
  private async clashes(
    season: SeasonKey,
    cards: readonly Pick<ClashNews, 'player' | 'week'>[],
  ): Promise<(card: ClashNews) => string[]> {
    const players = [...new Set(cards.map(({ player }) => player))];
    const own = await this.store.ofSeason(this.db.manager, players, season);
    const weeks = [...new Set(cards.map(({ week }) => week))];
    const scenes = await this.seasons.weeksNow(season, weeks, this.db.manager);
    return ({ player, week, version }) => {
      const scene = scenes.get(week);
      const saved = own.get(player);
      const stored = saved?.cards.find((card) => card.week === week);
      if (scene === undefined || saved === undefined || stored?.version !== version) return [];
      return clashesOf(scene, saved).map(({ message }) => message);
    };
  }
}
