import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './config/config.js';
import { PlayersModule } from './features/players/players.module.js';
import { platformModule } from './platform/platform.module.js';

@Module({})
class AppModule {}

/**
 * The whole server: the platform and every feature.
 * @param databaseUrl the database that is really used, embedded or given
 */
export function appModule(config: Config, databaseUrl: string): DynamicModule {
  return {
    module: AppModule,
    imports: [platformModule(config, databaseUrl), PlayersModule],
  };
}
