import type { AdminUser } from '@sunday-live/contract';

/** What can be done to an account, in words, and how it is asked of the server. */
export interface PlayerChange {
  readonly label: string;
  readonly title: string;
  readonly consequence: string;
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: object;
}

/** The changes that make sense for the account as it is. */
export function changesFor(user: AdminUser): PlayerChange[] {
  const { name } = user;
  const changes: PlayerChange[] = [];
  if (!user.verified) {
    changes.push({
      label: 'Verify',
      title: `Verify ${name}`,
      consequence: `${user.email} counts as verified, as if its owner had opened the link.`,
      method: 'POST',
      path: 'verify',
    });
  }
  if (user.sessions > 0) {
    changes.push({
      label: 'Sign out',
      title: `Sign out ${name}`,
      consequence: `${name} has to sign in again on every device.`,
      method: 'POST',
      path: 'sign-out',
    });
  }
  changes.push(
    user.role === 'admin'
      ? {
          label: 'Unmake admin',
          title: `Unmake ${name} an admin`,
          consequence: `${name} can no longer enter this console.`,
          method: 'PATCH',
          path: 'role',
          body: { role: 'player' },
        }
      : {
          label: 'Make admin',
          title: `Make ${name} an admin`,
          consequence: `${name} can do everything that you can do here.`,
          method: 'PATCH',
          path: 'role',
          body: { role: 'admin' },
        },
    user.deactivatedAt === null
      ? {
          label: 'Deactivate',
          title: `Deactivate ${name}`,
          consequence: `${name} is signed out everywhere and cannot come back in. Cards and points stay.`,
          method: 'POST',
          path: 'deactivate',
        }
      : {
          label: 'Reactivate',
          title: `Reactivate ${name}`,
          consequence: `${name} can sign in again.`,
          method: 'POST',
          path: 'reactivate',
        },
  );
  return changes;
}
