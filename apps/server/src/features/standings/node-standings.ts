import { Injectable } from '@nestjs/common';
import type { RulesName } from '@sunday-live/contract';
import type { StandingsEngine } from '@sunday-live/scoring';
import type { SlateEvent } from '../slate/slate-event.js';
import { type Folded, foldEvent } from './fold-event.js';
import type { NodeState } from './node-state.js';
import { StateLoader } from './state-loader.js';

/** The standings of the current week as this node knows them: a fold of the slate log. */
@Injectable()
export class NodeStandings {
  private readonly rules = new Set<RulesName>(['classic']);
  private loaded: NodeState | null = null;

  constructor(private readonly loader: StateLoader) {}

  /** The state at the last folded position. Throws before the first `install`. */
  get state(): NodeState {
    if (this.loaded === null) throw new Error('the standings of this node are not loaded yet');
    return this.loaded;
  }

  /** Reads the whole state anew from the database, as of the log's head; `install` makes it the node's. */
  read(): Promise<NodeState> {
    return this.loader.load(this.rules);
  }

  install(state: NodeState): void {
    this.loaded = state;
  }

  /** The engine of some rules, or null: then `useRules`, `read` and `install` must come first. */
  engine(rules: RulesName): StandingsEngine | null {
    return this.loaded?.engines.get(rules) ?? null;
  }

  /** From the next `read` on, standings are kept by these rules too. */
  useRules(rules: RulesName): void {
    this.rules.add(rules);
  }

  /** Folds the next event of the log. */
  fold(event: SlateEvent): Folded {
    return foldEvent(this.state, event);
  }
}
