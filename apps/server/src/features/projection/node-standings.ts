import { Inject, Injectable } from '@nestjs/common';
import type { RulesName } from '@sunday-live/contract';
import { DEFAULT_RULES, type StandingsEngine } from '@sunday-live/scoring';
import { Counter } from 'prom-client';
import { DataSource } from 'typeorm';
import { Metrics } from '../../platform/health/metrics.js';
import { Log } from '../../platform/logging/log.module.js';
import { AlertsService } from '../alerts/alerts.service.js';
import type { SlateEvent } from '../slate/slate-event.js';
import { type Folded, foldEvent, RELOAD } from './fold-event.js';
import type { LeftOut, NodeState } from './node-state.js';
import { StateLoader } from './state-loader.js';

/** Maximum number of problems that one process logs and raises alerts about; the metric counts all. */
const MAX_ALERTS = 50;
const MAX_LOGGED = 1_000;

/**
 * Reports stored data that the standings omit: with a log line, a metric and an alert for the admins, once per process.
 */
@Injectable()
export class LeftOutReports {
  private readonly known = new Set<string>();
  private readonly counter: Counter<'what'>;

  constructor(
    private readonly db: DataSource,
    private readonly alerts: AlertsService,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.counter = new Counter({
      name: 'standings_left_out_total',
      help: 'Stored events, cards, games and players that the standings could not count',
      labelNames: ['what'],
      registers: [metrics.registry],
    });
  }

  /** Reports each problem and empties the list. */
  take(leftOut: LeftOut[]): void {
    for (const { what, id, reason } of leftOut.splice(0)) {
      this.counter.inc({ what });
      const key = `standings/${what}/${id}`;
      if (this.known.has(key) || this.known.size >= MAX_LOGGED) continue;
      this.known.add(key);
      this.log.warn(`left out of the standings: ${what} ${id}: ${reason}`);
      if (this.known.size <= MAX_ALERTS) void this.raise(key, what, id, reason);
    }
  }

  private async raise(key: string, what: LeftOut['what'], id: string, reason: string): Promise<void> {
    const title = `Left out of the standings: ${what} ${id}`;
    const message = `Reason: ${reason}. Everything else counts. Correct what is stored, or update the server.`;
    try {
      await this.db.transaction((tx) => this.alerts.raise(tx, { key, title, message }));
    } catch (error) {
      this.known.delete(key);
      this.log.failure('an alert could not be raised', error);
    }
  }
}

/** The standings of the current week on this node: a fold of the slate log. */
@Injectable()
export class NodeStandings {
  private readonly rules = new Set<RulesName>([DEFAULT_RULES]);
  private loaded: NodeState | null = null;

  constructor(
    private readonly loader: StateLoader,
    @Inject(LeftOutReports) private readonly reports: Pick<LeftOutReports, 'take'>,
  ) {}

  /** False before the first `install`. */
  get isLoaded(): boolean {
    return this.loaded !== null;
  }

  /** The last folded position; null before the first `install`: workers load the standings once somebody needs them. */
  get position(): { readonly epoch: string; readonly seq: number } | null {
    return this.loaded && { epoch: this.loaded.epoch, seq: this.loaded.seq };
  }

  /** The state at the last folded position. Throws before the first `install`. */
  get state(): NodeState {
    if (this.loaded === null) throw new Error('the standings of this node are not loaded yet');
    return this.loaded;
  }

  /** Loads the whole state from the database, as of the head of the log. `install` puts it into use. */
  async read(): Promise<NodeState> {
    const state = await this.loader.load(this.rules);
    this.reports.take(state.leftOut);
    return state;
  }

  install(state: NodeState): void {
    this.loaded = state;
  }

  /** Returns the engine of some rules; null: call `useRules`, `read` and `install` first. */
  engine(rules: RulesName): StandingsEngine | null {
    return this.loaded?.engines.get(rules) ?? null;
  }

  /** Includes these rules from the next `read` on. */
  useRules(rules: RulesName): void {
    this.rules.add(rules);
  }

  /** Folds the next event of the log. An event that cannot be folded is reported, and asks for a reload. */
  fold(event: SlateEvent): Folded {
    const { leftOut } = this.state;
    try {
      return foldEvent(this.state, event);
    } catch (error) {
      const id = `${event.epoch}/${event.seq}`;
      leftOut.push({ what: 'event', id, reason: String(error) });
      return RELOAD;
    } finally {
      this.reports.take(leftOut);
    }
  }
}
