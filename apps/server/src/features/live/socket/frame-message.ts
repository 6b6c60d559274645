import type { Frame } from '../frame.js';
import { eventPacket, Message } from './message.js';
import type { SharedContext } from './shared-context.js';

const encoded = new WeakMap<Frame, Message>();

/**
 * Returns the frame as a message; the same frame gives the same message, so that it is encoded once for all sockets.
 * @param context of the room, when the frame goes to a whole room
 */
export function frameMessage(frame: Frame, context?: SharedContext): Message {
  const known = encoded.get(frame);
  if (known !== undefined) return known;
  const packet = eventPacket(frame.kind, frame.json);
  const message = context === undefined ? new Message(packet) : context.next(packet);
  encoded.set(frame, message);
  return message;
}
