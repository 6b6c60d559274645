/** Hosts of the push services of Chrome and Edge on Android and desktop, Firefox, Safari, and Edge on Windows. */
const KNOWN = [
  /^fcm\.googleapis\.com$/,
  /^([\w-]+\.)*push\.services\.mozilla\.com$/,
  /^([\w-]+\.)*push\.apple\.com$/,
  /^([\w-]+\.)*notify\.windows\.com$/,
];

/**
 * Whether an endpoint, which whoever registers a device names freely, belongs to a push service: nothing else is ever
 * asked by this server (rule N10).
 * @param others further origins that count, by configuration
 */
export function isPushService(endpoint: string, others: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username, password, origin } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  if (others.includes(origin)) return true;
  return protocol === 'https:' && port === '' && KNOWN.some((host) => host.test(hostname));
}
