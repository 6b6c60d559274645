import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { DEMO_ACCOUNTS } from '../auth/player-accounts.js';
import { CardsModule } from '../cards/cards.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { DemoStore } from './demo.store.js';
import { DemoRestart } from './demo-restart.js';
import { DemoSeeder } from './demo-seeder.js';

/** The demo league. Outside the demo, nobody can sign in to its accounts, because their passwords are public. */
@Module({
  imports: [CardsModule, SlateModule],
  providers: [DemoRestart, DemoSeeder, DemoStore],
})
export class DemoModule implements OnApplicationBootstrap {
  constructor(
    private readonly store: DemoStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.demo) await this.store.closeSignIns(DEMO_ACCOUNTS.map(({ email }) => email));
  }
}
