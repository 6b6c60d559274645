import type { Frame } from '../frame.js';
import { eventPacket, Message } from './message.js';
import type { SharedContext } from './shared-context.js';

const encoded = new WeakMap<Frame, Message>();

/**
 * The frame as a message; the same frame gives the same message, so that it is encoded once for everybody.
 * @param context of the room that the frame goes to, when it goes to a whole room
 */
export function frameMessage(frame: Frame, context?: SharedContext): Message {
  const known = encoded.get(frame);
  if (known !== undefined) return known;
  const packet = eventPacket(frame.kind, frame.json);
  const message = context === undefined ? new Message(packet) : context.next(packet);
  encoded.set(frame, message);
  return message;
}
