import type { Me } from '@sunday-live/contract';
import { Link } from 'wouter';
import { useTitle } from '../../ui/hooks.js';
import { Segmented } from '../../ui/segmented.js';
import { THEMES, useTheme } from '../../ui/theme.js';
import { DataSection } from './data-section.js';
import { NotificationsSection } from './notifications-section.js';
import styles from './profile.module.css';
import { ProfileForm } from './profile-form.js';
import { Section } from './section.js';
import { SessionList } from './session-list.js';
import { EmailForm, PasswordForm } from './sign-in-forms.js';

/** The player's settings and data: profile, notifications, sign-in, and deletion. */
export default function ProfilePage({ me }: { readonly me: Me }) {
  useTitle('Profile');
  const [theme, setTheme] = useTheme();
  return (
    <div className={`page ${styles.page}`}>
      <h1 className="title">Profile</h1>
      <Section title="You">
        <ProfileForm me={me} />
      </Section>
      <Section title="Theme">
        <Segmented label="Theme" options={THEMES} value={theme} onChange={setTheme} />
        <p className="hint">On this device.</p>
      </Section>
      <Section title="Notifications">
        <NotificationsSection />
      </Section>
      <Section title="Email address">
        <EmailForm email={me.email} />
      </Section>
      <Section title="Password">
        <PasswordForm />
      </Section>
      <Section title="Second factor">
        <p>
          {me.secondFactor === 'on'
            ? 'On: signing in also takes a code from your authenticator app.'
            : 'Off. A code from your phone keeps others out, even if they know your password.'}
        </p>
        <p>
          <Link className="button" href="/profile/second-factor">
            {me.secondFactor === 'on' ? 'Change it' : 'Set it up'}
          </Link>
        </p>
      </Section>
      <Section title="Where you are signed in">
        <SessionList />
      </Section>
      <Section title="Your data">
        <DataSection />
      </Section>
    </div>
  );
}
