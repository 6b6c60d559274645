import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Config, readConfig } from '../config/config.js';
import { entities } from '../entities.js';
import { StatusModule } from '../features/admin/status/status.module.js';
import { UserDirectory } from '../features/admin/users/user-directory.js';
import { AuthModule } from '../features/auth/auth.module.js';
import type { Author } from '../platform/audit/author.js';
import { openBesideServer } from '../platform/database/open-database.js';
import { Log } from '../platform/logging/log.module.js';
import { platformModule } from '../platform/platform.module.js';

/** What a command answers: lines for a person, and the same as data for `--json`. */
export interface CommandAnswer {
  readonly text: string;
  readonly data: object;
}

/** The author of a change from a shell: the person there needs no account. */
export function shell(action: string): Author {
  return { actor: { id: null, name: 'shell' }, action, address: null, requestId: null };
}

@Module({})
class CommandModule {}

/** The platform and the accounts, without the features that poll, stream or compute. */
function commandModule(config: Config, databaseUrl: string): DynamicModule {
  return {
    module: CommandModule,
    imports: [platformModule(config, databaseUrl, entities), AuthModule, StatusModule],
    providers: [UserDirectory],
  };
}

/**
 * Runs work on the services of this environment's installation, whether its server runs or not. A running server
 * learns of changes as it does of another node's.
 * @param env environment of the installation; that of the process when absent
 * @throws ConfigError when the environment is invalid or the database cannot be reached
 */
export async function inCommandContext<T>(
  env: NodeJS.ProcessEnv | undefined,
  work: (context: INestApplicationContext) => Promise<T>,
): Promise<T> {
  // a web node adds jobs and runs none
  const config: Config = { ...readConfig(env), role: 'web', admin: null, logLevel: 'error' };
  const database = await openBesideServer(config);
  try {
    const context = await NestFactory.createApplicationContext(commandModule(config, database.url), {
      logger: new Log(config),
      abortOnError: false,
    });
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  } finally {
    await database.close();
  }
}
