import { Inject, Injectable } from '@nestjs/common';
import type { RulesName } from '@sunday-live/contract';
import { DEFAULT_RULES, type StandingsEngine } from '@sunday-live/scoring';
import type { SlateEvent } from '../slate/slate-event.js';
import { type Folded, foldEvent, RELOAD } from './fold-event.js';
import { LeftOutReports } from './left-out-reports.js';
import type { NodeState } from './node-state.js';
import { StateLoader } from './state-loader.js';

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
