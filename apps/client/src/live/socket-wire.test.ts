import { describe, expect, it } from 'vitest';
import { connectPacket, eventPacket, parsePacket } from './socket-wire.js';

const parse = (message: unknown) => parsePacket('/live', message);

describe('the wire of Socket.IO, as far as it is spoken here', () => {
  it('reads the greeting, pings, the welcome and the end', () => {
    expect(parse('0{"sid":"a","pingInterval":25000}')).toEqual({ type: 'open' });
    expect(parse('2')).toEqual({ type: 'ping' });
    expect(parse('40/live,{"sid":"b"}')).toEqual({ type: 'connected' });
    expect(parse('41/live,')).toEqual({ type: 'closed' });
    expect(parse('1')).toEqual({ type: 'closed' });
  });

  it('reads why it was not let in', () => {
    expect(parse('44/live,{"message":"unauthenticated"}')).toEqual({
      type: 'refused',
      message: 'unauthenticated',
    });
    expect(parse('44/live,"no"')).toEqual({ type: 'refused', message: '' });
  });

  it('reads events, also such that want an answer, and answers', () => {
    expect(parse('42/live,["delta",{"seq":[1]}]')).toEqual({
      type: 'event',
      name: 'delta',
      payload: { seq: [1] },
    });
    expect(parse('42/live,7["delta",1]')).toEqual({ type: 'event', name: 'delta', payload: 1 });
    expect(parse('43/live,12[{"ok":true}]')).toEqual({ type: 'ack', id: 12, payload: { ok: true } });
  });

  it('passes by what is not for this namespace, binary, or of another kind', () => {
    for (const message of [
      '40{"sid":"b"}',
      '42/live2,["a"]',
      '42/other,["a"]',
      '6',
      '42/live,[]',
      '',
      new ArrayBuffer(2),
    ])
      expect(parse(message)).toEqual({ type: 'ignored' });
    expect(parse('43/live,[1]')).toEqual({ type: 'ignored' });
  });

  it('throws on broken JSON', () => {
    expect(() => parse('42/live,["delta",{')).toThrow(SyntaxError);
  });

  it('writes the entrance and events with an id', () => {
    expect(connectPacket('/live')).toBe('40/live,');
    expect(eventPacket('/live', 3, 'subscribe', { league: 'a' })).toBe(
      '42/live,3["subscribe",{"league":"a"}]',
    );
  });
});
