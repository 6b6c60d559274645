import { describe, expect, it } from 'vitest';
import { deviceState, type Seen } from './push-device.js';

const state = (given: Partial<Seen> = {}) =>
  deviceState({
    capable: true,
    permission: 'default',
    apple: false,
    standalone: false,
    registered: false,
    refused: false,
    ...given,
  });

describe('N15: the state of a device', () => {
  it('on only when it is allowed and registered', () => {
    expect(state()).toBe('off');
    expect(state({ permission: 'granted' })).toBe('off');
    expect(state({ permission: 'granted', registered: true })).toBe('on');
    expect(state({ registered: true })).toBe('off');
    // N17
    expect(state({ permission: 'granted', registered: true, refused: true })).toBe('refused');
    expect(state({ permission: 'denied', registered: true })).toBe('blocked');
  });

  it('an iPhone needs the app on its home screen first; other browsers may not support push at all', () => {
    expect(state({ capable: false, apple: true })).toBe('needs-home-screen');
    expect(state({ capable: false, apple: true, standalone: true })).toBe('unsupported');
    expect(state({ capable: false })).toBe('unsupported');
    expect(state({ apple: true, standalone: true })).toBe('off');
  });
});
