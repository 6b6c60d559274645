import { describe, expect, it } from 'vitest';
import { isPushService } from './push-post.js';

describe('N10: which endpoints are asked', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/QN',
    'https://db5p.notify.windows.com/w/?token=a',
  ])('%s is a push service', (endpoint) => expect(isPushService(endpoint, [])).toBe(true));

  it.each([
    'http://fcm.googleapis.com/a',
    'https://fcm.googleapis.com:8443/a',
    'https://fcm.googleapis.com.evil.example/a',
    'https://evilfcm.googleapis.com/a',
    'https://evilpush.apple.com/a',
    'https://fcm.googleapis.com@127.0.0.1/a',
    'https://user:pass@fcm.googleapis.com/a',
    'https://127.0.0.1/a',
    'https://[::1]/a',
    'https://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'no address',
    'http://localhost:4000.evil.example/',
  ])('%s is none', (endpoint) => expect(isPushService(endpoint, ['http://localhost:4000'])).toBe(false));

  it('others by configuration, by their whole origin', () => {
    expect(isPushService('http://127.0.0.1:4000/a', ['http://127.0.0.1:4000'])).toBe(true);
    expect(isPushService('http://127.0.0.1:4001/a', ['http://127.0.0.1:4000'])).toBe(false);
  });
});
