import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { Log } from './log.js';

@Global()
@Module({})
class LogModule {}

/** Provides configuration and log to every module. */
export function logModule(config: Config): DynamicModule {
  return {
    module: LogModule,
    providers: [
      { provide: CONFIG, useValue: config },
      { provide: Log, useValue: new Log(config) },
    ],
    exports: [CONFIG, Log],
  };
}
