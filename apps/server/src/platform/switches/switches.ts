import { isDeepStrictEqual } from 'node:util';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { EntityManager } from 'typeorm';
import { actorOf } from '../audit/author.js';
import { Bus, SWITCHES_CHANNEL } from '../bus/bus.js';
import { InstallationEntity } from '../database/installation.entity.js';
import { AppError } from '../errors/app-error.js';
import { Log } from '../logging/log.module.js';

/** The switches that admins set for all nodes. */
export interface SwitchState {
  /** Whether players may follow a live stream; admins always may. */
  readonly livePage: boolean;
  /** Only admins may change anything; standings and live streams stay available. */
  readonly maintenance: boolean;
  /** Text that players see during maintenance. */
  readonly notice: string | null;
}

/** Interval of reading the switches, which bounds how late a node learns of a change when the bus loses the hint. */
const READ_EVERY_MS = 2_000;

/** The switches as this node last read them. */
@Injectable()
export class Switches implements OnModuleInit, OnModuleDestroy {
  private state: SwitchState = { livePage: true, maintenance: false, notice: null };
  private timer: NodeJS.Timeout | null = null;
  private unsubscribe: (() => Promise<void>) | null = null;
  private readonly listeners = new Set<(state: SwitchState) => void>();

  constructor(
    private readonly manager: EntityManager,
    private readonly bus: Bus,
    private readonly log: Log,
  ) {}

  get current(): SwitchState {
    return this.state;
  }

  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.unsubscribe = await this.bus.subscribe(SWITCHES_CHANNEL, () => void this.tryRefresh());
    this.timer = setInterval(() => void this.tryRefresh(), READ_EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.unsubscribe?.();
  }

  /** Calls the listener when this node learns of a change. @returns a function that removes the listener */
  onChange(listener: (state: SwitchState) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Reads the switches from the database. */
  async read(): Promise<SwitchState> {
    return stateOf(await this.manager.findOneByOrFail(InstallationEntity, { id: 1 }));
  }

  /** Reads them, and keeps other transactions from changing them until the commit. */
  async hold(tx: EntityManager): Promise<SwitchState> {
    const lock = { mode: 'pessimistic_write' } as const;
    return stateOf(await tx.findOneOrFail(InstallationEntity, { where: { id: 1 }, lock }));
  }

  async write(tx: EntityManager, state: SwitchState): Promise<void> {
    const { livePage, maintenance, notice } = state;
    await tx.update(InstallationEntity, { id: 1 }, { livePage, maintenance, maintenanceNotice: notice });
  }

  /** Must be called after the commit of a change: updates this node and sends a hint to the others. */
  async changed(): Promise<void> {
    await this.refresh();
    await this.bus.publish(SWITCHES_CHANNEL, '');
  }

  private async refresh(): Promise<void> {
    const before = this.state;
    this.state = await this.read();
    if (isDeepStrictEqual(before, this.state)) return;
    for (const listener of this.listeners) listener(this.state);
  }

  private async tryRefresh(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      // the last known switches stay in force until the next attempt
      this.log.warn(`the switches could not be read: ${String(error)}`);
    }
  }
}

function stateOf({ livePage, maintenance, maintenanceNotice }: InstallationEntity): SwitchState {
  return { livePage, maintenance, notice: maintenanceNotice };
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Signing in stays possible during maintenance, so that admins can end it. */
const SIGNING = /^\/api\/auth\/(sign-in|sign-out|two-factor)(\/|$)/;
const RETRY_AFTER_S = 60;

/** Refuses changes during maintenance, except by admins. Reads and live streams are not affected. */
@Injectable()
export class MaintenanceInterceptor implements NestInterceptor {
  constructor(private readonly switches: Switches) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() === 'http') this.refuse(context.switchToHttp().getRequest<Request>());
    return next.handle();
  }

  private refuse(request: Request): void {
    const { maintenance, notice } = this.switches.current;
    if (!maintenance || READS.has(request.method) || SIGNING.test(request.path)) return;
    if (actorOf(request)?.role === 'admin') return;
    throw new AppError('maintenance', notice ?? undefined, undefined, RETRY_AFTER_S);
  }
}
