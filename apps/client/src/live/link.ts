import type { Policy, Refusal } from './connection-policy.js';

/** The state of the connection, as shown to the viewer. */
export type Link =
  | 'connecting'
  | 'socket'
  | 'polling'
  | 'reconnecting'
  | 'offline'
  | 'switched-off'
  | Refusal;

/** @param seen whether standings were ever received */
export function linkOf(policy: Policy, seen: boolean): Link {
  if (policy.refused) return policy.refused;
  if (!policy.online) return 'offline';
  if (policy.off) return 'switched-off';
  if (policy.socket === 'up') return 'socket';
  if (policy.polling && policy.pollUp) return 'polling';
  const first = policy.attempt <= 1 && policy.socketFailures === 0;
  return seen && !first ? 'reconnecting' : 'connecting';
}
