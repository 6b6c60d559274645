import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { Clock } from '../../platform/async/clock.js';
import { jittered, PollingLoop } from '../../platform/async/polling-loop.js';
import { Metrics } from '../../platform/health/metrics.js';
import { OutsideServices, type OutsideTrouble } from '../../platform/health/outside-services.js';
import { Log } from '../../platform/logging/log.module.js';
import { AlertsService, type NewAlert } from './alerts.service.js';

const LOOK_MS = 5_000;
/** Number of failures from which an alert is raised: a single one, or a device with odd keys, is no reason. */
const ALERT_AFTER_MS = 60_000;
const ALERT_TIMES = 3;
const PREFIX = 'outside/';

/** Shows admins and Prometheus which external services fail, and for how long. Alerts end by themselves. */
@Injectable()
export class OutsideAlerts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly failing: Gauge<'service'>;
  private readonly loop = new PollingLoop(
    () => this.look(),
    jittered(LOOK_MS),
    (error) => this.log.warn(`outside services: ${String(error)}`, OutsideAlerts.name),
  );

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: DataSource,
    private readonly outside: OutsideServices,
    private readonly alerts: AlertsService,
    private readonly log: Log,
    private readonly clock: Clock,
    { registry }: Metrics,
  ) {
    this.failing = new Gauge({
      name: 'outside_failing_seconds',
      help: 'How long a service outside of this server has been failing; absent while it works',
      labelNames: ['service'],
      registers: [registry],
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  async look(): Promise<void> {
    const troubles = await this.outside.troubles();
    this.failing.reset();
    for (const trouble of troubles) {
      this.failing.set({ service: trouble.service }, Math.max(0, this.ageMs(trouble)) / 1000);
    }
    const lasting = troubles.filter(
      (trouble) => this.ageMs(trouble) >= ALERT_AFTER_MS && trouble.times >= ALERT_TIMES,
    );
    await this.db.transaction(async (tx) => {
      for (const trouble of lasting) await this.alerts.raiseOnce(tx, alertOf(trouble));
      await this.alerts.clearOthers(
        tx,
        PREFIX,
        troubles.map(({ service }) => PREFIX + service),
      );
    });
  }

  private ageMs({ since }: OutsideTrouble): number {
    return this.clock.now().getTime() - since.getTime();
  }
}

function alertOf({ service, reason }: OutsideTrouble): NewAlert {
  const [kind = '', which = ''] = service.split(' ');
  const key = PREFIX + service;
  if (kind === 'email') {
    return {
      key,
      title: 'The email server does not take emails',
      message:
        `It says: ${reason}\n` +
        'Emails wait and are sent once it works; links to confirm addresses and to reset passwords do not arrive meanwhile. Check the server and SMTP_URL.',
    };
  }
  if (kind === 'storage') {
    return {
      key,
      title: `Report storage fails: ${which}`,
      message:
        `It says: ${reason}\n` +
        'Reports fail or cannot be opened; everything else works. Check the storage and STORAGE_URL. Players can try a failed report again.',
    };
  }
  return {
    key,
    title: `The push service ${which} does not take notifications`,
    message:
      `It says: ${reason}\n` +
      'Devices that use it get no notifications. With status 403 or 401 check VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY; otherwise the service itself is in trouble.',
  };
}
