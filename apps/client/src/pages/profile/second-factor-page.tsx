import type { Me } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { useAction } from '../../http/use-action.js';
import { Field, Problem } from '../../ui/form.js';
import { useTitle } from '../../ui/hooks.js';
import { FactorSetup } from './factor-setup.js';
import styles from './profile.module.css';
import { newBackupCodes, switchOff } from './requests.js';
import { Section } from './section.js';

/** The second factor: set up, renew, switch off. Backup codes are shown once, right after they are made. */
export default function SecondFactorPage({ me }: { readonly me: Me }) {
  useTitle('Second factor');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <div className={`page ${styles.page}`}>
      <h1 className="title">Second factor</h1>
      {me.secondFactor === 'needed' && (
        <p>You are an admin, and admins need one here. The admin’s pages open once it is set up.</p>
      )}
      <Section title={titleFor(me, codes)}>
        {codes !== null ? (
          <BackupCodes codes={codes} onDone={() => setCodes(null)} />
        ) : me.secondFactor === 'on' ? (
          <FactorSwitch onCodes={setCodes} />
        ) : (
          <FactorSetup onDone={setCodes} />
        )}
      </Section>
      <p>
        <Link className="tap" href="/profile">
          Back to the profile
        </Link>
      </p>
    </div>
  );
}

function titleFor(me: Me, codes: readonly string[] | null): string {
  if (codes !== null) return 'Your backup codes';
  return me.secondFactor === 'on' ? 'It is on' : 'Set it up';
}

interface BackupCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** Backup codes for a lost phone; shown only once. */
function BackupCodes({ codes, onDone }: BackupCodesProps) {
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(codes.join('\n'))}`;
  return (
    <>
      <p role="status">
        Keep these apart from your phone. Each works once without it. They are not shown again.
      </p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p className="buttons">
        <a className="button" href={file} download="sunday-live-backup-codes.txt">
          Download them
        </a>
        <button type="button" className="button primary" onClick={onDone}>
          I have them
        </button>
      </p>
    </>
  );
}

interface FactorSwitchProps {
  readonly onCodes: (codes: readonly string[]) => void;
}

/** Makes new backup codes or switches the second factor off; both need the password. */
function FactorSwitch({ onCodes }: FactorSwitchProps) {
  const client = useQueryClient();
  const action = useAction();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const password = String(new FormData(event.currentTarget).get('password'));
    action.run(async () => {
      if (submitter?.getAttribute('value') === 'off') await switchOff(client, password);
      else onCodes(await newBackupCodes(password));
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>Signing in takes your password and a code. Old backup codes stop working when you make new ones.</p>
      <Field label="Your password" name="password" type="password" autoComplete="current-password" />
      <Problem words={action.problem} />
      <div className="buttons">
        <button type="submit" value="codes" className="button" disabled={action.busy}>
          New backup codes
        </button>
        <button type="submit" value="off" className={`button ${styles.danger}`} disabled={action.busy}>
          Switch it off
        </button>
      </div>
    </form>
  );
}
