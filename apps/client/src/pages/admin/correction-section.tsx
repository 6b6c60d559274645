import { type AdminUser, adminUsersSchema } from '@sunday-live/contract';
import { useId } from 'react';
import { weekKey } from '../../http/week.js';
import { useFilter } from '../../ui/use-address.js';
import styles from './admin-page.module.css';
import { CorrectionForm } from './correction-form.js';
import { Loaded, useAdmin } from './section.js';
import { useWeek, WeekSelect } from './week-select.js';

/** Corrects a card after the lock: select player and week, then change picks. */
export function CorrectionSection() {
  const id = useId();
  const [week, choose] = useWeek();
  const [search, setSearch] = useFilter('search', '');
  const [chosen, setChosen] = useFilter('player', '');
  const known = useAdmin(`users?search=${encodeURIComponent(search.trim())}`, adminUsersSchema);
  const player = known.data?.users.find(({ id }) => id === chosen) ?? null;
  return (
    <div className={styles.section}>
      <p className="quiet">
        Only locked picks can be corrected. The player gets an email, the league sees the correction, and the
        receipts keep the original card.
      </p>
      <div className={styles.row}>
        <WeekSelect week={week} onChange={choose} />
        <div className={styles.field}>
          <label htmlFor={id}>Player</label>
          <input
            id={id}
            type="search"
            placeholder="Name or email"
            value={player?.name ?? search}
            onChange={(event) => {
              setChosen('');
              setSearch(event.target.value);
            }}
          />
        </div>
      </div>
      {player === null && search.trim() !== '' && (
        <Found search={search} onChoose={({ id: found }) => setChosen(found)} />
      )}
      {player !== null && week !== null && (
        <CorrectionForm key={`${player.id} ${weekKey(week).join(' ')}`} player={player} week={week} />
      )}
    </div>
  );
}

interface FoundProps {
  readonly search: string;
  readonly onChoose: (player: AdminUser) => void;
}

function Found({ search, onChoose }: FoundProps) {
  const found = useAdmin(`users?search=${encodeURIComponent(search.trim())}`, adminUsersSchema);
  return (
    <Loaded query={found}>
      {({ users }) =>
        users.length === 0 ? (
          <p role="status">No player with that name.</p>
        ) : (
          <div className={styles.actions}>
            {users.slice(0, 8).map((user) => (
              <button key={user.id} type="button" className="button" onClick={() => onChoose(user)}>
                {user.name}
              </button>
            ))}
          </div>
        )
      }
    </Loaded>
  );
}
