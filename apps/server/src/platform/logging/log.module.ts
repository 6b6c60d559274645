import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { Log } from './log.js';

/** Configuration and log, for everybody. */
@Global()
@Module({})
export class LogModule {
  static of(config: Config): DynamicModule {
    return {
      module: LogModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Log, useValue: new Log(config) },
      ],
      exports: [CONFIG, Log],
    };
  }
}
