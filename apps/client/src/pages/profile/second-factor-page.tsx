import type { Me } from '@sunday-live/contract';
import { useState } from 'react';
import { Link } from 'wouter';
import { useTitle } from '../../ui/hooks.js';
import { BackupCodes } from './backup-codes.js';
import { FactorSetup } from './factor-setup.js';
import { FactorSwitch } from './factor-switch.js';
import styles from './profile.module.css';
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
