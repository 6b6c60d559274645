import { isDeepStrictEqual } from 'node:util';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Bus } from '../bus/bus.js';
import { SWITCHES_CHANNEL } from '../bus/channels.js';
import { Log } from '../logging/log.js';

/** What an admin has switched, for all nodes. */
export interface SwitchState {
  /** Whether anybody but admins may follow a live stream. */
  readonly livePage: boolean;
  /** Nobody but admins changes anything; tables and live streams go on. */
  readonly maintenance: boolean;
  /** What players are told meanwhile. */
  readonly notice: string | null;
}

/** Without a hint from the bus a change is known on every node after this. */
const READ_EVERY_MS = 2_000;

/** The switches as this node knows them. */
@Injectable()
export class Switches implements OnModuleInit, OnModuleDestroy {
  private state: SwitchState = { livePage: true, maintenance: false, notice: null };
  private timer: NodeJS.Timeout | null = null;
  private unsubscribe: (() => Promise<void>) | null = null;
  private readonly listeners = new Set<(state: SwitchState) => void>();

  constructor(
    private readonly db: DataSource,
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

  /** Called when this node learns of a change. */
  onChange(listener: (state: SwitchState) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** The switches as stored. */
  async read(tx: EntityManager = this.db.manager): Promise<SwitchState> {
    const [row] = await tx.query<SwitchState[]>(
      `SELECT live_page AS "livePage", maintenance, maintenance_notice AS notice FROM installation`,
    );
    if (row === undefined) throw new Error('The table installation is empty');
    return row;
  }

  async write(tx: EntityManager, state: SwitchState): Promise<void> {
    await tx.query('UPDATE installation SET live_page = $1, maintenance = $2, maintenance_notice = $3', [
      state.livePage,
      state.maintenance,
      state.notice,
    ]);
  }

  /** After the commit of a change: this node knows it now, the others in a moment. */
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
      // the next round tries again; meanwhile what was known holds
      this.log.warn(`the switches could not be read: ${String(error)}`);
    }
  }
}
