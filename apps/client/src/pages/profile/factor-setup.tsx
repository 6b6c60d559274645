import { useQueryClient } from '@tanstack/react-query';
import encodeQR from 'qr';
import { type FormEvent, useState } from 'react';
import { useAction } from '../../http/use-action.js';
import { Field, Problem, SIX_DIGITS } from '../../ui/form.js';
import styles from './profile.module.css';
import { finishSetup, type Setup, startSetup } from './requests.js';

interface FactorSetupProps {
  /** Called with the backup codes, which are shown once. */
  readonly onDone: (codes: readonly string[]) => void;
}

/** Sets the second factor up: the password, then the secret for the app, then a code as proof. */
export function FactorSetup({ onDone }: FactorSetupProps) {
  const action = useAction();
  const [setup, setSetup] = useState<Setup | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    action.run(async () => setSetup(await startSetup(password)));
  };
  if (setup !== null) return <TellTheApp setup={setup} onDone={() => onDone(setup.backupCodes)} />;
  return (
    <form className="stack" onSubmit={submit}>
      <p>You need an authenticator app on your phone. Enter your password first.</p>
      <Field label="Your password" name="password" type="password" autoComplete="current-password" />
      <Problem words={action.problem} />
      <button type="submit" className="button primary" disabled={action.busy}>
        {action.busy ? 'One moment…' : 'Continue'}
      </button>
    </form>
  );
}

const WORDS = { 'invalid-code': 'That code is wrong. Wait for the next one and try again.' };

function TellTheApp({ setup, onDone }: { readonly setup: Setup; readonly onDone: () => void }) {
  const client = useQueryClient();
  const action = useAction(WORDS);
  const secret = new URL(setup.totpURI).searchParams.get('secret') ?? '';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code'));
    action.run(async () => {
      await finishSetup(client, code);
      onDone();
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>Scan this with the app, or open it on this device.</p>
      <QrCode text={setup.totpURI} label="Secret for the authenticator app" />
      <p>
        <a className="button" href={setup.totpURI}>
          Open the app
        </a>
      </p>
      <p>
        Or type the secret: <span className={styles.secret}>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
      </p>
      <Field
        label="Code"
        hint="Six digits that the app shows now"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        {...SIX_DIGITS}
        maxLength={12}
      />
      <Problem words={action.problem} />
      <button type="submit" className="button primary" disabled={action.busy}>
        {action.busy ? 'Checking…' : 'Switch it on'}
      </button>
    </form>
  );
}

/** Draws a QR code as one path; its content must also be on the page as text. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const rows = encodeQR(text, 'raw', { border: 4 });
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      className={styles.qr}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
