import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { Installation } from '../database/installation.js';
import { HealthService } from '../health/health.service.js';
import { Log } from '../logging/log.module.js';
import { Bus, InProcessBus } from './bus.js';
import { RedisBus } from './redis.bus.js';

@Global()
@Module({
  providers: [
    {
      provide: Bus,
      inject: [CONFIG, Installation, Log],
      useFactory: (config: Config, installation: Installation, log: Log): Bus => {
        const onListenerError = (channel: string, error: unknown): void =>
          log.failure('a bus listener failed', error, { channel });
        if (config.redisUrl === null) return new InProcessBus(onListenerError);
        return new RedisBus({
          url: config.redisUrl,
          prefix: `sunday-live:${installation.key}:bus`,
          onListenerError,
          onTrouble: (message) => log.warn(`bus: ${message}`),
        });
      },
    },
  ],
  exports: [Bus],
})
export class BusModule implements OnApplicationShutdown {
  constructor(
    private readonly bus: Bus,
    @Inject(CONFIG) config: Config,
    health: HealthService,
  ) {
    // the live channels read the head of the log every five seconds even without the bus
    health.register('bus', () => bus.check(), config.role === 'web' ? 'helpful' : 'needed');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.bus.close();
  }
}
