import { Module } from '@nestjs/common';
import { tickerQueue } from '../../platform/work/tickers.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { CardsModule } from '../cards/cards.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { ConfirmationMails } from './confirmation-mails.js';
import { LeaguePlaces } from './league-places.js';
import { MailLinks } from './mail-links.js';
import { MAIL_PLAN_TICKER, MailPlan } from './mail-plan.js';
import { NudgeMails } from './nudge-mails.js';
import { OpenCards } from './open-cards.js';
import { PlayerResults } from './player-results.js';
import { ReminderMails } from './reminder-mails.js';
import { ResultMails } from './result-mails.js';

/** Emails that players get without asking: reminders, confirmations, results. */
@Module({
  imports: [CardsModule, CalendarModule, SlateModule, tickerQueue(MAIL_PLAN_TICKER)],
  providers: [
    ConfirmationMails,
    LeaguePlaces,
    MailLinks,
    MailPlan,
    NudgeMails,
    OpenCards,
    ReminderMails,
    ResultMails,
    PlayerResults,
  ],
  exports: [MailPlan, NudgeMails, ResultMails],
})
export class EmailsModule {}
