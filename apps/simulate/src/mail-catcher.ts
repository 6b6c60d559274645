import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface MailCatcher {
  readonly url: string;
  /** Subjects of the received emails, with their number. */
  readonly subjects: Map<string, number>;
  close(): Promise<void>;
}

/** A mail server that accepts everything and keeps the subjects. */
export async function startMailCatcher(): Promise<MailCatcher> {
  const subjects = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on('end', () => {
        const subject = /^subject: (.*)$/im.exec(text)?.[1]?.trim() ?? '?';
        subjects.set(subject, (subjects.get(subject) ?? 0) + 1);
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    subjects,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
