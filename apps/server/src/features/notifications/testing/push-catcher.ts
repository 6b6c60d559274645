import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type PushPayload, pushPayloadSchema } from '@sunday-live/contract';
import { z } from 'zod';

/** A push as received by a device's endpoint. */
export interface CaughtPush {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

type CaughtAnswer = { status: number; headers?: Record<string, string> } | 'silence';

/** A push service for tests: it stores what it receives and answers as the test says. */
export interface PushCatcher {
  readonly origin: string;
  readonly pushes: CaughtPush[];
  /** Status and headers of the next answers. */
  answer: (push: CaughtPush) => CaughtAnswer | Promise<CaughtAnswer>;
  close(): Promise<void>;
}

/** Starts a push service on a free port. */
export async function pushCatcher(): Promise<PushCatcher> {
  const pushes: CaughtPush[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const push = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) };
      pushes.push(push);
      const answer = await catcher.answer(push);
      if (answer === 'silence') request.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the push service has no port');
  const catcher: PushCatcher = {
    origin: `http://127.0.0.1:${address.port}`,
    pushes,
    answer: () => ({ status: 201 }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return catcher;
}

/** The keys of a subscription that only the browser has. */
export class PushReceiver {
  private readonly pair = createECDH('prime256v1');
  private readonly secret = randomBytes(16);

  constructor(readonly endpoint: string) {
    this.pair.generateKeys();
  }

  /** What the browser sends to the server. */
  get keys(): { p256dh: string; auth: string } {
    return {
      p256dh: this.pair.getPublicKey('base64url'),
      auth: this.secret.toString('base64url'),
    };
  }

  /** Decrypts by RFC 8291 and RFC 8188. @throws when it was not encrypted for this receiver */
  read({ body }: CaughtPush): PushPayload {
    const salt = body.subarray(0, 16);
    const idLength = body.readUInt8(20);
    const sender = body.subarray(21, 21 + idLength);
    const sealed = body.subarray(21 + idLength);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.pair.getPublicKey(), sender]);
    const shared = Buffer.from(hkdfSync('sha256', this.pair.computeSecret(sender), this.secret, info, 32));
    const derived = (what: string, length: number) =>
      Buffer.from(hkdfSync('sha256', shared, salt, Buffer.from(`Content-Encoding: ${what}\0`), length));
    const decipher = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12));
    decipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    // the last record ends with 2 and zeros
    return pushPayloadSchema.parse(JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString('utf8')));
  }
}

const claimsSchema = z.object({ aud: z.string(), exp: z.number(), sub: z.string() });

/** The signed claims of the push (RFC 8292). @throws when the signature does not belong to the key that it names */
export function signedClaims({ headers }: CaughtPush): z.infer<typeof claimsSchema> & { key: string } {
  const match = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(headers.authorization ?? '');
  const [, header, claims, signature, key] = match ?? [];
  if (header === undefined || claims === undefined || signature === undefined || key === undefined) {
    throw new Error(`not signed: ${headers.authorization}`);
  }
  const point = Buffer.from(key, 'base64url');
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const good = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!good) throw new Error('the signature is wrong');
  return { ...claimsSchema.parse(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))), key };
}
