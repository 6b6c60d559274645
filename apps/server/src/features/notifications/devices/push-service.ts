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
