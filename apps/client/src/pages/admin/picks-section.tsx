import { type WeekPicks, weekPicksSchema } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { dayToBeSet } from '../../game/clock.js';
import { seasonParams, type WeekKey, weekKey } from '../../http/week.js';
import { When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import { Loaded, ScrollTable, useAdmin } from './section.js';
import { useWeek, WeekSelect } from './week-select.js';

/** The picks of locked games, and the players with missing picks. */
export function PicksSection() {
  const [week, choose] = useWeek();
  return (
    <div className={styles.section}>
      <div className={styles.row}>
        <WeekSelect week={week} onChange={choose} />
        <a
          className="button"
          href={`/api/admin/exports/predictions.csv${week === null ? '' : `?week=${week.week}&${seasonParams(week)}`}`}
          download
        >
          Download predictions
        </a>
      </div>
      {week !== null && <Week key={weekKey(week).join(' ')} week={week} />}
    </div>
  );
}

function Week({ week }: { readonly week: WeekKey }) {
  const picks = useAdmin(`weeks/${week.week}/picks?${seasonParams(week)}`, weekPicksSchema);
  return (
    <Loaded query={picks}>
      {({ games, missing, players, wanted }) => (
        <>
          <p className="quiet">A game’s picks are visible after its lock, as for everybody.</p>
          <ScrollTable
            caption={`Picks of ${weekPhrase(week.type, week.week)}`}
            head={['Game', 'Away', 'Home', 'Bankers']}
          >
            {games.map((game) => (
              <GameRow key={game.id} game={game} />
            ))}
          </ScrollTable>
          <h2>Picks missing</h2>
          <p className={styles.names}>
            {missing.length === 0
              ? `No pick is missing on the cards of ${players} players.`
              : `${missing.length} of ${players}: ${missing.map(({ name, picked }) => `${name} (${picked} of ${wanted})`).join(', ')}`}
          </p>
        </>
      )}
    </Loaded>
  );
}

function GameRow({ game }: { readonly game: WeekPicks['games'][number] }) {
  return (
    <tr>
      <th scope="row">
        {game.away} at {game.home}
        <span className={styles.mail}>
          {game.timeValid ? <When at={game.kickoff} /> : dayToBeSet(game.kickoff)}
        </span>
      </th>
      {game.locked ? (
        <>
          <Names names={game.awayPicks} />
          <Names names={game.homePicks} />
          <Names names={game.bankers} />
        </>
      ) : (
        <td colSpan={3} className="quiet">
          Not locked yet
        </td>
      )}
    </tr>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  return (
    <td>
      {names.length === 0 ? (
        '–'
      ) : (
        <details>
          <summary>{names.length}</summary>
          <span className={styles.names}>{names.join(', ')}</span>
        </details>
      )}
    </td>
  );
}
