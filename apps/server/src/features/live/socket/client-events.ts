import { type Ack, subscribeSchema, unsubscribeSchema } from '@sunday-live/contract';
import { AppError } from '../../../platform/errors/app-error.js';
import { toAck } from '../../../platform/errors/problem.js';
import type { LiveSwitch } from '../live-switch.js';
import { LiveSocket } from './live-socket.js';
import type { PacketGuard } from './packet-guard.js';
import type { Subscriptions } from './subscriptions.js';

/** What Socket.IO hands a listener: the socket as `this`. */
interface Sender {
  readonly conn: object;
  readonly data: { readonly live?: LiveSocket };
}
type Answer = (ack: Ack) => void;

/** What clients may say. One listener serves all sockets; each message is validated and answered, whatever it is. */
export class ClientEvents {
  /** For `socket.onAny`. */
  readonly listener: (this: Sender, event: unknown, ...args: unknown[]) => void;

  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly packets: PacketGuard,
    private readonly live: LiveSwitch,
    private readonly failed: (error: unknown) => void,
  ) {
    const take = this.#take.bind(this);
    this.listener = function (this: Sender, event: unknown, ...args: unknown[]): void {
      take(this, event, args);
    };
  }

  #take(sender: Sender, event: unknown, args: unknown[]): void {
    const { live } = sender.data;
    if (!(live instanceof LiveSocket)) return;
    const answer = answerOf(args);
    const over = !this.packets.allows(sender.conn);
    const work = over
      ? Promise.reject(new AppError('too-many-requests'))
      : this.#act(live, event, args[0], answer);
    work.catch((error: unknown) => {
      const ack = toAck(error);
      if (ack.code === 'internal') this.failed(error);
      answer(ack);
    });
  }

  async #act(live: LiveSocket, event: unknown, input: unknown, answer: Answer): Promise<void> {
    if (event === 'subscribe') {
      this.live.demand(live.viewer);
      await this.subscriptions.subscribe(live, subscribeSchema.parse(input), () => answer({ ok: true }));
    } else if (event === 'unsubscribe') {
      this.subscriptions.unsubscribe(live, unsubscribeSchema.parse(input).league);
      answer({ ok: true });
    } else {
      throw new AppError('invalid-input', 'unknown event');
    }
  }
}

/** The acknowledgement function, or one that does nothing where the client wants none. Answers once. */
function answerOf(args: readonly unknown[]): Answer {
  const last = args.at(-1);
  return typeof last === 'function' ? (ack) => last(ack) : () => undefined;
}
