import { Module } from '@nestjs/common';
import { BullModule } from '../../platform/work/bull-module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { CardsModule } from '../cards/cards.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { ConfirmationMails } from './confirmation-mails.js';
import { LeaguePlaces } from './league-places.js';
import { MailLinks } from './mail-links.js';
import { MailPlan } from './mail-plan.js';
import { MailPlanScheduler } from './mail-plan.scheduler.js';
import { MAIL_PLAN_QUEUE } from './mail-plan-queue.js';
import { PlanMailsProcessor } from './plan-mails.processor.js';
import { ReminderMails } from './reminder-mails.js';
import { ResultStore } from './result.store.js';
import { ResultMails } from './result-mails.js';

/** Emails that players get without asking: reminders, confirmations, results. */
@Module({
  imports: [CardsModule, CalendarModule, SlateModule, BullModule.registerQueue({ name: MAIL_PLAN_QUEUE })],
  providers: [
    ConfirmationMails,
    LeaguePlaces,
    MailLinks,
    MailPlan,
    MailPlanScheduler,
    PlanMailsProcessor,
    ReminderMails,
    ResultMails,
    ResultStore,
  ],
  exports: [MailPlan, ResultMails],
})
export class MailsModule {}
