import webPush from 'web-push';
import { readRetryAfter } from '../../../platform/http/retry-after.js';
import type { PushKeyPair } from './push-keys.js';

/** The push services of Chrome and Edge on Android and desktop, Firefox, Safari, and Edge on Windows. */
const KNOWN = [
  { name: 'fcm.googleapis.com', host: /^fcm\.googleapis\.com$/ },
  { name: 'push.services.mozilla.com', host: /^([\w-]+\.)*push\.services\.mozilla\.com$/ },
  { name: 'push.apple.com', host: /^([\w-]+\.)*push\.apple\.com$/ },
  { name: 'notify.windows.com', host: /^([\w-]+\.)*notify\.windows\.com$/ },
];

/**
 * Returns whether an endpoint, which a client can choose freely, belongs to a push service: the server sends to no
 * other address (rule N10).
 * @param others further origins that count, by configuration
 */
export function isPushService(endpoint: string, others: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username, password, origin } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  if (others.includes(origin)) return true;
  return protocol === 'https:' && port === '' && KNOWN.some(({ host }) => host.test(hostname));
}

/** Returns the name of the push service of an endpoint, the same for all its hosts. */
export function pushServiceName(endpoint: string): string {
  const { hostname } = new URL(endpoint);
  return KNOWN.find(({ host }) => host.test(hostname))?.name ?? hostname;
}

/** A message for one device. */
interface Parcel {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly payload: string;
  /** How long the push service may keep it for a device that is off. */
  readonly ttlSeconds: number;
  /** A newer message of the same topic replaces one that a push service still keeps. */
  readonly topic: string;
}

/**
 * Outcome by consequence: `sent`; `gone`: the device must be switched on again; `later`: try again, not before
 * `waitMs` if that is known; `refused`: never try again; `unconfirmed`: the push service may have it, so it is not
 * tried again.
 */
export type PushOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'later'; readonly reason: string; readonly waitMs: number | null }
  | { readonly kind: 'refused' | 'unconfirmed'; readonly reason: string }
  /** `wrongKeys`: the service does not know the keys of this server, which may concern every device */
  | { readonly kind: 'gone'; readonly reason: string; readonly wrongKeys: boolean };

/** Maximum duration of one push. */
export const PUSH_LIMIT_MS = 5_000;

/** The subscription was made for keys that are not ours. */
const WRONG_KEYS = 403;
/** The subscription does not exist, or no longer does. */
const GONE = new Set([WRONG_KEYS, 404, 410]);

/** Network errors before anything was handed over: the service cannot be reached. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Encrypts for the device (RFC 8291), signs (RFC 8292) and hands over to its push service (RFC 8030). */
export async function pushTo(parcel: Parcel, keys: PushKeyPair, subject: string): Promise<PushOutcome> {
  const { endpoint, headers, body } = webPush.generateRequestDetails(
    { endpoint: parcel.endpoint, keys: { p256dh: parcel.p256dh, auth: parcel.auth } },
    parcel.payload,
    {
      vapidDetails: { subject, ...keys },
      TTL: parcel.ttlSeconds,
      topic: parcel.topic,
      urgency: 'normal',
      contentEncoding: 'aes128gcm',
    },
  );
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': String(body.length) },
      body: new Uint8Array(body),
      // the endpoint was checked when it was registered: redirects are not followed
      redirect: 'manual',
      signal: AbortSignal.timeout(PUSH_LIMIT_MS),
    });
    await response.body?.cancel();
    return outcomeOf(response);
  } catch (error) {
    const reason = reasonOf(error);
    return NOT_CONNECTED.has(codeOf(error))
      ? { kind: 'later', reason, waitMs: null }
      : { kind: 'unconfirmed', reason };
  }
}

function outcomeOf({ status, headers }: Response): PushOutcome {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (GONE.has(status)) return { kind: 'gone', reason: `status ${status}`, wrongKeys: status === WRONG_KEYS };
  if (status !== 429 && status < 500) return { kind: 'refused', reason: `status ${status}` };
  return { kind: 'later', reason: `status ${status}`, waitMs: readRetryAfter(headers) };
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
