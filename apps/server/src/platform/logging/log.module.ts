import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { Log } from './log.js';

@Global()
@Module({})
class LogModule {}

/** Configuration and log, for everybody. */
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
