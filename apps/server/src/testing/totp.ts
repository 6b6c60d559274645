import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const PERIOD_MS = 30_000;

/** Returns the code that an authenticator app shows for an `otpauth://` address (RFC 6238). */
export function totpCode(uri: string, at = Date.now()): string {
  const secret = bytes(new URL(uri).searchParams.get('secret') ?? '');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / PERIOD_MS)));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
}

/** Returns a code that is wrong now and for a while. */
export function wrongCode(uri: string): string {
  const near = [-1, 0, 1].map((step) => totpCode(uri, Date.now() + 2 * step * PERIOD_MS));
  return ['000000', '111111', '222222', '333333'].find((code) => !near.includes(code)) ?? '';
}

function bytes(base32: string): Buffer {
  const bits = [...base32.replace(/=+$/, '')]
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
