import { once } from 'node:events';
import { freePort } from '@sunday-live/testing';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail server for tests, which stores the emails that it receives. */
export interface SmtpCatcher {
  /** Value for SMTP_URL. */
  readonly url: string;
  readonly port: number;
  /** Complete emails in the order of arrival, whether or not they were then confirmed. */
  readonly mails: ParsedMail[];
  /** Decides the reply after an email: `null` accepts it, a code refuses it, 'silence' sends no reply. */
  answer: (mail: ParsedMail) => Answer;
  /** Number of connections so far. */
  connections(): number;
  close(): Promise<void>;
}

export type Answer = null | number | 'silence';

/** Starts a mail server on the given or any free port. `options` of smtp-server can make it fail earlier. */
export async function smtpCatcher(options: SMTPServerOptions = {}, port?: number): Promise<SmtpCatcher> {
  const mails: ParsedMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    // no reverse DNS lookups: they are slow without a DNS server
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onData: (stream, _session, done) => {
      void simpleParser(stream).then((mail) => {
        mails.push(mail);
        const answer = catcher.answer(mail);
        if (answer === 'silence') return;
        done(answer === null ? null : Object.assign(new Error('not now'), { responseCode: answer }));
      }, done);
    },
    ...options,
  });
  server.on('error', () => undefined);
  const listener = server.listen(port ?? (await freePort()), '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  const catcher: SmtpCatcher = {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    mails,
    answer: () => null,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return catcher;
}
