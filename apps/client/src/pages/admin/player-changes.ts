import type { AdminUser } from '@sunday-live/contract';

/** A change of an account, with its texts and its request. */
export interface PlayerChange {
  readonly label: string;
  readonly title: string;
  readonly consequence: string;
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: object;
  /** The change begins at a time that the admin chooses. */
  readonly starts?: boolean;
}

/** Returns the changes that apply to an account in its current state. */
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
          label: 'Remove admin role',
          title: `Remove the admin role of ${name}`,
          consequence: `${name} can no longer open this console.`,
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
    user.scorer === null
      ? {
          label: 'Scorer for a day',
          title: `Make ${name} a scorer for a day`,
          consequence: `${name} can enter scores of games by hand for 24 hours, at /score. It ends by itself.`,
          method: 'PATCH',
          path: 'scorer',
          body: { scorer: true },
          starts: true,
        }
      : {
          label: 'End the scorer’s day',
          title: `End the day of ${name} as scorer`,
          consequence: `${name} can no longer enter scores. Games stay as they are, by hand.`,
          method: 'PATCH',
          path: 'scorer',
          body: { scorer: false },
        },
    user.deactivatedAt === null
      ? {
          label: 'Deactivate',
          title: `Deactivate ${name}`,
          consequence: `${name} is signed out everywhere and cannot sign in again. Cards and points stay.`,
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
