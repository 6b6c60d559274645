import type { Frame } from '../frame.js';
import { eventMessage, type Message } from './message.js';

const encoded = new WeakMap<Frame, Message>();

/** The frame as a message; the same frame gives the same message, so that it is encoded once for everybody. */
export function frameMessage(frame: Frame): Message {
  const known = encoded.get(frame);
  if (known !== undefined) return known;
  const message = eventMessage(frame.kind, frame.json);
  encoded.set(frame, message);
  return message;
}
