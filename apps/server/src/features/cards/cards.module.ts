import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/alerts.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { LeaguesModule } from '../leagues/leagues.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { CardStore } from './card.sql.js';
import { CardCorrectionService } from './card-correction.service.js';
import { CardSaver } from './card-saver.js';
import { CardTransaction } from './card-transaction.js';
import { CardsController } from './cards.controller.js';
import { CardsService } from './cards.service.js';
import { ClashMails } from './clash-mails.js';
import { CorrectionMail } from './correction-mail.js';
import { ForcedJokersService } from './forced-jokers.service.js';
import { ReceiptIssuer, ReceiptWatcher } from './receipts/receipt-issuer.js';
import { ReceiptsController } from './receipts/receipts.controller.js';
import { ReceiptsService } from './receipts/receipts.service.js';

/** Players' cards: picks, banker and joker, until the deadline. */
@Module({
  imports: [AlertsModule, LeaguesModule, CalendarModule, SlateModule],
  controllers: [CardsController, ReceiptsController],
  providers: [
    CardCorrectionService,
    CorrectionMail,
    CardSaver,
    CardStore,
    CardTransaction,
    CardsService,
    ClashMails,
    ForcedJokersService,
    ReceiptIssuer,
    ReceiptWatcher,
    ReceiptsService,
  ],
  exports: [ReceiptsService, CardCorrectionService, CardsService, ClashMails, ForcedJokersService],
})
export class CardsModule {}
