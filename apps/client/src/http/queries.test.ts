import { deviceZone, type Me } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { inTheirZone } from './queries.js';

describe('the time zone of the viewer', () => {
  it('is the profile’s, and the device’s for demo accounts', () => {
    const me = { id: 'ann', timeZone: 'Pacific/Apia' } as Me;
    expect(inTheirZone(me).timeZone).toBe('Pacific/Apia');
    expect(inTheirZone({ ...me, demo: true }).timeZone).toBe(deviceZone());
  });
});
