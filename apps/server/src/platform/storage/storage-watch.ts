import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { about, Rounds } from '../async/rounds.js';
import { OutsideServices } from '../health/outside-services.js';
import { Storage, type StorageAccess } from './storage.js';

const LOOK_MS = 10_000;
/** Written and read while storage fails: without new reports nothing else would find that it works again. */
const PROBE = { key: 'probe/probe.json', body: Buffer.from('{}') };

/** Reports how storage is doing, and while it fails looks now and then whether it still does. */
@Injectable()
export class StorageWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(StorageWatch.name);
  private readonly rounds = new Rounds(
    () => this.look(),
    about(LOOK_MS),
    (error) => this.logger.debug(`storage: ${String(error)}`),
  );

  constructor(
    private readonly storage: Storage,
    private readonly outside: OutsideServices,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    storage.onAccess((access, error) => void this.note(access, error));
  }

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.rounds.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.rounds.stop();
  }

  /** Tries both accesses when one has failed. */
  async look(): Promise<void> {
    const troubles = await this.outside.troubles();
    if (!troubles.some(({ service }) => service.startsWith('storage'))) return;
    await this.storage.get(await this.storage.put(PROBE.key, PROBE.body));
    await this.storage.delete(PROBE.key);
  }

  private note(access: StorageAccess, error: unknown): Promise<void> {
    if (error === null) return this.outside.works('storage', access);
    return this.outside.failed('storage', reasonOf(error), access);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}
