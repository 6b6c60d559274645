import { type AdminUser, adminUsersSchema, counted } from '@sunday-live/contract';
import { useDeferredValue, useId, useState } from 'react';
import { sendJson } from '../../http/http.js';
import { EmailAddress } from '../../ui/email-address.js';
import { MoreRows } from '../../ui/more-rows.js';
import { useFilter } from '../../ui/use-address.js';
import { When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import { AskWhy, type Danger } from './ask-why.js';
import { changesFor } from './player-changes.js';
import { Loaded, ScrollTable, useAdminPages } from './section.js';

const SHOW = [
  ['all', 'Everybody'],
  ['admins', 'Admins'],
  ['unverified', 'Not verified'],
  ['deactivated', 'Deactivated'],
] as const;

/** The accounts: search, verify, deactivate, make admin, sign out. */
export function PlayersSection() {
  const id = useId();
  const [search, setSearch] = useFilter('search', '');
  const [show, setShow] = useFilter('show', 'all', (value) => SHOW.some(([known]) => known === value));
  const [danger, setDanger] = useState<Danger | null>(null);
  const words = useDeferredValue(search);
  const users = useAdminPages(`users?q=${encodeURIComponent(words)}&show=${show}`, adminUsersSchema);
  return (
    <div className={styles.section}>
      <search className={styles.row}>
        <div className={styles.field}>
          <label htmlFor={`${id}-search`}>Name or email</label>
          <input
            id={`${id}-search`}
            type="search"
            value={search}
            maxLength={120}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        <div className={styles.field}>
          <label htmlFor={`${id}-show`}>Show</label>
          <select id={`${id}-show`} value={show} onChange={(event) => setShow(event.target.value)}>
            {SHOW.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
      </search>
      <Loaded query={users}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.users);
          const total = pages.at(-1)?.total ?? 0;
          return (
            <>
              <p role="status" className="quiet">
                {counted(total, 'player')}
              </p>
              {found.length > 0 && (
                <ScrollTable caption="Players" head={['Player', 'Change', 'Last seen']} rows={total}>
                  {found.map((user) => (
                    <PlayerRow key={user.id} user={user} onChange={setDanger} />
                  ))}
                </ScrollTable>
              )}
              <MoreRows list={users} shown={found.length} total={total} />
            </>
          );
        }}
      </Loaded>
      {danger && <AskWhy {...danger} onClose={() => setDanger(null)} />}
    </div>
  );
}

interface PlayerRowProps {
  readonly user: AdminUser;
  readonly onChange: (danger: Danger) => void;
}

function PlayerRow({ user, onChange }: PlayerRowProps) {
  return (
    <tr>
      <th scope="row">
        <div className="whole-name">{user.name}</div>
        <span className={styles.mail}>
          <EmailAddress>{user.email}</EmailAddress>
        </span>
        {user.role === 'admin' && <span className={styles.tag}>Admin</span>}
        {user.scorer !== null && (
          <span className={styles.tag}>
            Scorer until <When at={user.scorer.until} />
          </span>
        )}
        {user.secondFactor && <span className={styles.tag}>Second factor</span>}
        {!user.verified && <span className={styles.tag}>Not verified</span>}
        {user.deactivatedAt !== null && (
          <span className={styles.tag} data-tone="bad">
            Deactivated
          </span>
        )}
      </th>
      <td>
        <div className={styles.actions}>
          {changesFor(user).map(({ method, path, body, ...words }) => (
            <button
              key={words.label}
              type="button"
              className="button"
              onClick={() =>
                onChange({
                  ...words,
                  run: (why, from) =>
                    sendJson(method, `/api/admin/users/${user.id}/${path}`, { ...body, why, from }),
                })
              }
            >
              {words.label}
            </button>
          ))}
        </div>
      </td>
      <td className={styles.nowrap}>
        <When at={user.lastSeen} />
      </td>
    </tr>
  );
}
