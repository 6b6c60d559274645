/**
 * Decides when to open the socket, when to poll and when to wait, from signals and a clock, without a
 * network. The session carries the policy out.
 */
export interface Policy {
  /** `up`: subscribed; its frames are live. */
  readonly socket: 'closed' | 'opening' | 'up';
  /** Grows with each socket to open, to tell a new one from the old. */
  readonly attempt: number;
  /** Whether to send polls (not before `pollAt`). */
  readonly polling: boolean;
  readonly pollAt: number;
  /** The last poll was answered. */
  readonly pollUp: boolean;
  /** When the current socket was requested, or came up. */
  readonly since: number;
  /** When the stream last received something. */
  readonly heardAt: number;
  /** When to open a closed socket; null while offline or refused. */
  readonly openAt: number | null;
  /** Times of recent socket failures, for the decision to poll. */
  readonly failedAt: readonly number[];
  /** Failures in a row, for the back-off. */
  readonly socketFailures: number;
  readonly pollFailures: number;
  readonly online: boolean;
  /** The server has switched streams off; true until a stream is up again. */
  readonly off: boolean;
  readonly refused: Refusal | null;
}

type Refusal = 'signed-out' | 'no-access';

export type Signal =
  | { readonly type: 'socket-up' }
  | { readonly type: 'socket-lost' }
  /** The socket received a frame or a heartbeat. */
  | { readonly type: 'heard' }
  | { readonly type: 'bye'; readonly retryAfterMs: number }
  /** `moved`: it brought something new. */
  | { readonly type: 'poll-answered'; readonly moved: boolean }
  | { readonly type: 'poll-failed'; readonly retryAfterMs: number | null }
  | { readonly type: 'refused'; readonly why: Refusal }
  /** The server has switched streams off. */
  | { readonly type: 'switched-off' }
  | { readonly type: 'online' }
  | { readonly type: 'offline' }
  /** The page is visible again, or the clock has jumped because the device slept. */
  | { readonly type: 'woken' }
  /** The device has moved to another network, where old connections are dead. */
  | { readonly type: 'moved' }
  | { readonly type: 'tick' };

/** A socket that is not up after this time has failed. */
export const OPEN_LIMIT_MS = 5_000;
/** When the first socket takes longer than this, a poll fetches the standings. */
export const PATIENCE_MS = 2_500;
/** Heartbeats come every 10 s; a socket that is silent for this long is dead. */
export const SILENCE_LIMIT_MS = 25_000;
/** After sleep, a socket that was silent for this long is replaced at once. */
export const SLEEP_LIMIT_MS = 12_000;
/** After this many failures within the window, the network does not keep sockets open, so the page polls. */
export const FAILURES_TO_POLL = 2;
export const FAILURE_WINDOW_MS = 30_000;
/** How often a polling page tries the socket again. */
export const SOCKET_RETRY_MS = 60_000;
/** How often a page checks whether streams are switched on again. */
export const OFF_RETRY_MS = 20_000;
/** Waits after failures in a row: from `first`, doubling up to `last`, ms. */
interface BackOff {
  readonly first: number;
  readonly last: number;
}
const SOCKET_BACK_OFF: BackOff = { first: 500, last: 15_000 };
const POLL_BACK_OFF: BackOff = { first: 1_000, last: 30_000 };

export function startPolicy(now: number, online: boolean): Policy {
  return {
    socket: online ? 'opening' : 'closed',
    attempt: online ? 1 : 0,
    polling: false,
    pollAt: now,
    pollUp: false,
    since: now,
    heardAt: now,
    openAt: null,
    failedAt: [],
    socketFailures: 0,
    pollFailures: 0,
    online,
    off: false,
    refused: null,
  };
}

/**
 * Returns the policy after a signal.
 * @param random returns numbers in 0..1 for the jitter, so that a thousand pages do not reconnect in the same
 * instant
 */
export function decide(policy: Policy, signal: Signal, now: number, random: () => number): Policy {
  if (policy.refused) return policy;
  switch (signal.type) {
    case 'socket-up':
      return {
        ...policy,
        socket: 'up',
        since: now,
        heardAt: now,
        polling: false,
        pollUp: false,
        openAt: null,
        off: false,
      };
    case 'heard':
      // Only a socket that stays up counts as a success; one that dies at once keeps backing off.
      return now - policy.since > OPEN_LIMIT_MS && policy.socketFailures > 0
        ? { ...policy, heardAt: now, socketFailures: 0 }
        : { ...policy, heardAt: now };
    case 'socket-lost':
      return policy.socket === 'closed' ? policy : socketFailed(policy, now, random);
    case 'bye': {
      const wait = signal.retryAfterMs * (1 + random() / 4);
      return { ...policy, socket: 'closed', openAt: now + wait };
    }
    case 'poll-answered': {
      const pollAt = signal.moved ? now : now + backOff(POLL_BACK_OFF, 0, random);
      return { ...policy, pollUp: true, pollFailures: 0, pollAt, heardAt: now, off: false };
    }
    case 'poll-failed': {
      const wait = signal.retryAfterMs ?? backOff(POLL_BACK_OFF, policy.pollFailures, random);
      return { ...policy, pollUp: false, pollFailures: policy.pollFailures + 1, pollAt: now + wait };
    }
    case 'refused':
      return {
        ...policy,
        socket: 'closed',
        polling: false,
        pollUp: false,
        openAt: null,
        refused: signal.why,
      };
    case 'switched-off': {
      const openAt = now + OFF_RETRY_MS * (1 + random() / 4);
      return { ...policy, socket: 'closed', polling: false, pollUp: false, openAt, off: true };
    }
    case 'offline':
      return { ...policy, online: false, socket: 'closed', polling: false, pollUp: false, openAt: null };
    case 'online':
      return openNow({ ...policy, online: true, socketFailures: 0, pollFailures: 0 }, now);
    case 'woken':
      return woken(policy, now, SLEEP_LIMIT_MS);
    case 'moved':
      return woken(policy, now, 0);
    case 'tick':
      return tick(policy, now, random);
  }
}

/** Returns the next time at which a `tick` would change something; null: only another signal can. */
export function nextDeadline(policy: Policy): number | null {
  if (policy.refused || !policy.online) return null;
  if (policy.socket === 'up') return policy.heardAt + SILENCE_LIMIT_MS;
  if (policy.socket === 'closed') return policy.openAt;
  return policy.polling ? policy.since + OPEN_LIMIT_MS : policy.since + PATIENCE_MS;
}

function tick(policy: Policy, now: number, random: () => number): Policy {
  if (!policy.online) return policy;
  if (policy.socket === 'up') {
    return now - policy.heardAt >= SILENCE_LIMIT_MS ? socketFailed(policy, now, random) : policy;
  }
  if (policy.socket === 'opening') {
    if (now - policy.since >= OPEN_LIMIT_MS) return socketFailed(policy, now, random);
    return !policy.polling && now - policy.since >= PATIENCE_MS
      ? { ...policy, polling: true, pollAt: now }
      : policy;
  }
  return policy.openAt !== null && now >= policy.openAt ? openNow(policy, now) : policy;
}

function woken(policy: Policy, now: number, silenceMs: number): Policy {
  if (!policy.online) return policy;
  if (policy.socket === 'up') {
    if (now - policy.heardAt < silenceMs) return policy;
    return openNow({ ...policy, socket: 'closed', socketFailures: 0 }, now);
  }
  return openNow({ ...policy, pollAt: now }, now);
}

function openNow(policy: Policy, now: number): Policy {
  if (policy.socket !== 'closed') return policy;
  return { ...policy, socket: 'opening', attempt: policy.attempt + 1, since: now, openAt: null };
}

function socketFailed(policy: Policy, now: number, random: () => number): Policy {
  const failedAt = [...policy.failedAt, now].filter((at) => now - at < FAILURE_WINDOW_MS);
  const polling = policy.polling || failedAt.length >= FAILURES_TO_POLL;
  const wait = polling
    ? SOCKET_RETRY_MS * (1 + random() / 4)
    : backOff(SOCKET_BACK_OFF, policy.socketFailures, random);
  return {
    ...policy,
    socket: 'closed',
    openAt: now + wait,
    failedAt,
    socketFailures: policy.socketFailures + 1,
    polling,
    pollAt: policy.polling ? policy.pollAt : now,
  };
}

/** Exponential back-off, with jitter over the upper half. */
function backOff({ first, last }: BackOff, failures: number, random: () => number): number {
  const limit = Math.min(first * 2 ** failures, last);
  return limit / 2 + (random() * limit) / 2;
}

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
