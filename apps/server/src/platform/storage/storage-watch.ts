import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { jittered, PollingLoop } from '../async/polling-loop.js';
import { OutsideServices } from '../health/outside-services.js';
import { Storage, type StorageAccess } from './storage.js';

const LOOK_MS = 10_000;
/**
 * Object that is written and read at the start and while storage fails. Without new reports nothing else would detect
 * whether storage works.
 */
const PROBE = { key: 'probe/probe.json', body: Buffer.from('{}') };

/** Reports whether storage works: tries it once at the start, then every ten seconds while it fails. */
@Injectable()
export class StorageWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(StorageWatch.name);
  private readonly loop = new PollingLoop(
    () => this.look(),
    jittered(LOOK_MS),
    (error) => this.logger.debug(`storage: ${String(error)}`),
  );

  private tried = false;

  constructor(
    private readonly storage: Storage,
    private readonly outside: OutsideServices,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    storage.onAccess((access, error) => void this.recordAccess(access, error));
  }

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start(0);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** Tries to write and read when either has failed, or when neither was tried yet. */
  async look(): Promise<void> {
    if (this.tried && !(await this.fails())) return;
    this.tried = true;
    await this.storage.get(await this.storage.put(PROBE.key, PROBE.body));
    await this.storage.delete(PROBE.key);
  }

  private async fails(): Promise<boolean> {
    const troubles = await this.outside.troubles();
    return troubles.some(({ service }) => service.startsWith('storage'));
  }

  private recordAccess(access: StorageAccess, error: unknown): Promise<void> {
    if (error === null) return this.outside.works('storage', access);
    return this.outside.failed('storage', reasonOf(error), access);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}
