import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { button, type Letter, letter, paragraph } from '../../platform/mail/letter.js';
import { MailKinds, mailKind } from '../../platform/mail/mail-kind.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { phraseOfWeek, sameSeason, seasonSearch, type WeekKey, weekWords } from '../slate/week-key.js';
import { pickersOf } from './moved-games.sql.js';

/** A game that has left a week. */
export interface GameMove {
  readonly game: string;
  readonly away: string;
  readonly home: string;
  readonly from: WeekKey;
  /** The week that it is in now. */
  readonly to: WeekKey;
}

/** Names the game by its teams. */
export function titleOf({ away, home }: Pick<GameMove, 'away' | 'home'>): string {
  return `${away} at ${home}`;
}

/** Names both weeks, with season and type where these differ. */
export function placesOf({ from, to }: Pick<GameMove, 'from' | 'to'>): { from: string; to: string } {
  const near = sameSeason(from, to);
  const name = (at: WeekKey) => (near ? phraseOfWeek(at) : weekWords(at));
  return { from: name(from), to: name(to) };
}

/** The most important role of the game on a card that has lost it. */
const ROLES = ['pick', 'banker', 'joker'] as const;
const schema = z.object({
  player: z.string(),
  name: z.string(),
  away: z.string(),
  title: z.string(),
  from: z.string(),
  to: z.string(),
  role: z.enum(ROLES),
  locked: z.boolean().default(false),
  url: z.string(),
});
type MoveLetter = z.infer<typeof schema>;

const MOVED = mailKind({ kind: 'game-moved', unasked: true, schema, write: moveLetter });

/** Sends an email to players with a card that has lost a game (rule M20). */
@Injectable()
export class MoveMails {
  constructor(
    private readonly outbox: MailOutbox,
    @Inject(CONFIG) private readonly config: Config,
    kinds: MailKinds,
  ) {
    kinds.register(MOVED);
  }

  /**
   * @param leftAt distinguishes this move of the game from later ones
   * @param locked its picks can no longer change in the new week
   */
  async enqueue(tx: EntityManager, move: GameMove, leftAt: Date, locked: boolean): Promise<void> {
    const { game, away, from, to } = move;
    const url = `${this.config.publicUrl}/card/${to.week}${seasonSearch(to)}`;
    for (const role of ROLES) {
      await this.outbox.enqueueToPlayers(
        tx,
        {
          kind: MOVED.kind,
          about: `${game}:${leftAt.toISOString()}`,
          data: { away, title: titleOf(move), ...placesOf(move), role, locked, url },
        },
        pickersOf(from, game, role),
      );
    }
  }
}

function moveLetter({ name, away, title, from, to, role, locked, url }: MoveLetter): Letter {
  const free =
    role === 'joker'
      ? `It was your banker there, with a joker: ${away} and the joker are free again.`
      : `It was your banker there: ${away} is free again.`;
  return letter({
    subject: `${title} was moved to ${to}`,
    title: `${title} was moved to ${to}`,
    blocks: [
      paragraph(
        `Hello ${name}, the game was moved from ${from} to ${to}. In ${from} your pick of it counts for nothing.`,
      ),
      ...(role === 'pick'
        ? []
        : [paragraph(`${free} If ${from} still takes picks, choose another banker on that card.`)]),
      paragraph(
        `In ${to} it counts by the picks made there. ${locked ? 'It is locked there: they cannot change.' : 'Pick it on that card before it locks.'}`,
      ),
      button(`Card of ${to}`, url),
    ],
  });
}
