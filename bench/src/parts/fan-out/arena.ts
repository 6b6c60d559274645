import type { Baseline } from '../../baselines/baseline.js';
import { cpuMicroseconds } from '../../harness/cpu.js';
import { Loadgen, type LoadOptions } from '../../harness/loadgen.js';
import type { Scratch } from '../../harness/scratch.js';
import { Contender } from './contender.js';

export type EntryOptions = Pick<LoadOptions, 'mode' | 'cookies' | 'origin' | 'league'>;

/** Where servers are compared, each with the same number of clients. */
export class Arena {
  /** CPU per connection that was opened, by server, in microseconds. */
  readonly connectCost = new Map<string, number>();

  constructor(
    private readonly scratch: Scratch,
    private readonly clients: number,
    readonly say: (line: string) => void,
  ) {}

  /** Connects the clients of a server and brings them to the head of its stream. */
  async enter(server: Baseline, options: EntryOptions): Promise<Contender> {
    const { port, path, pid, name } = server;
    const { clients } = this;
    const load = this.scratch.keep(await Loadgen.start({ port, path, clients, ...options }));
    const before = await cpuMicroseconds(pid);
    await load.connect();
    this.connectCost.set(name, ((await cpuMicroseconds(pid)) - before) / clients);
    const { refusals } = await load.subscribe();
    if (refusals > 0) this.say(`  ${name} was too busy for ${refusals} subscriptions at first`);
    return new Contender(server, load);
  }
}
