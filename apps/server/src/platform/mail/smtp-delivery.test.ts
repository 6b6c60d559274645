import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, type SmtpCatcher, smtpCatcher } from '../../testing/index.js';
import { DeliveryError, type DeliveryTrouble, type Parcel } from './delivery.js';
import { SmtpDelivery } from './smtp-delivery.js';

const STEP_MS = 300;
const parcel: Parcel = {
  messageId: '<one@test.example>',
  message: { from: 'us@test.example', to: 'ann@test.example', subject: 'Hi', text: '.dots\nand text\n' },
  createdAt: new Date(),
};

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function catcher(...options: Parameters<typeof smtpCatcher>): Promise<SmtpCatcher> {
  const server = await smtpCatcher(...options);
  undo.push(() => server.close());
  return server;
}

/** A server that plays a script. */
async function puppet(
  say: (socket: Socket, line: string) => void,
  greeting = '220 here\r\n',
): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(greeting);
    socket.on('data', (data) => say(socket, data.toString()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `smtp://127.0.0.1:${address.port}`;
}

/** A dialogue in which every step succeeds until the email is handed over. */
function takesUpToTheDot(handedOver: (socket: Socket) => void): (socket: Socket, line: string) => void {
  let content: string | null = null;
  return (socket, line) => {
    if (content !== null) {
      content += line;
      if (content.endsWith('\r\n.\r\n')) handedOver(socket);
    } else if (line.startsWith('DATA')) {
      content = '';
      socket.write('354 go on\r\n');
    } else socket.write('250 ok\r\n');
  };
}

async function troubleOf(url: string): Promise<DeliveryTrouble | 'none'> {
  try {
    await new SmtpDelivery(url, STEP_MS).deliver(parcel);
    return 'none';
  } catch (error) {
    if (error instanceof DeliveryError) return error.trouble;
    throw error;
  }
}

const refusal = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

describe('M4: what a failing server means', () => {
  it('takes a mail as it is', async () => {
    const server = await catcher();
    expect(await troubleOf(server.url)).toBe('none');
    expect(server.mails.map(({ messageId, text }) => [messageId, text])).toEqual([
      [parcel.messageId, '.dots\nand text\n'],
    ]);
  });

  it('nobody there, refused at the greeting, no login, no sender: the server', async () => {
    expect(await troubleOf(`smtp://127.0.0.1:${await freePort()}`)).toBe('server');
    expect(await troubleOf(await puppet(() => undefined, '554 go away\r\n'))).toBe('server');
    const closed = await catcher({
      onAuth: (_auth, _session, done) => done(refusal(535)),
      authOptional: false,
      allowInsecureAuth: true,
    });
    expect(await troubleOf(closed.url.replace('//', '//user:wrong@'))).toBe('server');
    for (const code of [451, 550]) {
      const server = await catcher({ onMailFrom: (_address, _session, done) => done(refusal(code)) });
      expect(await troubleOf(server.url), `MAIL FROM ${code}`).toBe('server');
    }
    const closing = await catcher({ onRcptTo: (_address, _session, done) => done(refusal(421)) });
    expect(await troubleOf(closing.url)).toBe('server');
  });

  it('4xx for the recipient or the content: later; 5xx: refused', async () => {
    for (const [code, trouble] of [
      [450, 'later'],
      [550, 'refused'],
    ] as const) {
      const atRecipient = await catcher({ onRcptTo: (_address, _session, done) => done(refusal(code)) });
      expect(await troubleOf(atRecipient.url)).toBe(trouble);
      const atContent = await catcher();
      atContent.answer = () => code;
      expect(await troubleOf(atContent.url)).toBe(trouble);
    }
  });

  it('no reply: unconfirmed, because nodemailer does not say how far it was', async () => {
    expect(await troubleOf(await puppet(() => undefined, ''))).toBe('unconfirmed');
    expect(await troubleOf(await puppet((socket) => socket.destroy()))).toBe('unconfirmed');
    const silent = await catcher();
    silent.answer = () => 'silence';
    expect(await troubleOf(silent.url)).toBe('unconfirmed');
    const cutting = await puppet(takesUpToTheDot((socket) => socket.destroy()));
    expect(await troubleOf(cutting)).toBe('unconfirmed');
  });

  it('a server that drips for ever is left', async () => {
    const dripping = await puppet((socket) => {
      const drip = setInterval(() => socket.write('250-more\r\n'), STEP_MS / 3);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await troubleOf(dripping)).toBe('unconfirmed');
  });
});
