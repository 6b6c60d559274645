import type { AdminUser, Card, Game, Problem } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { getJson, HttpError, sendJson } from '../../http/http.js';
import { list, object, type Shape, whole } from '../../http/shape.js';
import * as shapes from '../../http/shapes.js';
import { game as gameShape } from '../../live/frames.js';
import styles from './admin-page.module.css';
import { AskWhy, type Danger } from './ask-why.js';
import { Loaded } from './loaded.js';
import { ScrollTable } from './scroll-table.js';
import { ADMIN_KEY, useAdmin } from './use-admin.js';

const weekGames: Shape<{ week: number; games: Game[] }> = object<{ week: number; games: Game[] }>({
  week: whole,
  games: list(gameShape),
});

interface CorrectionFormProps {
  readonly player: AdminUser;
  readonly week: number;
}

/** The card as far as it has locked, to be put right. */
export function CorrectionForm({ player, week }: CorrectionFormProps) {
  const card = useAdmin(`cards/${encodeURIComponent(player.id)}/${week}`, shapes.card);
  const games = useQuery({
    queryKey: [ADMIN_KEY, 'games', week],
    queryFn: ({ signal }) => getJson(`/api/weeks/${week}/games`, weekGames, signal),
  });
  return (
    <Loaded query={card}>
      {(stored) => (
        <Loaded query={games}>
          {({ games: all }) => <Draft key={stored.version} player={player} stored={stored} games={all} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface DraftProps {
  readonly player: AdminUser;
  readonly stored: Card;
  readonly games: readonly Game[];
}

function Draft({ player, stored, games }: DraftProps) {
  const name = useId();
  const [picks, setPicks] = useState(stored.picks);
  const [banker, setBanker] = useState(stored.banker);
  const [joker, setJoker] = useState(stored.joker);
  const [danger, setDanger] = useState<Danger | null>(null);
  const ask = () =>
    setDanger({
      title: `Correct ${player.name}’s card`,
      consequence: `${player.name} is mailed, and every league of theirs sees the correction with your name and reason.`,
      label: 'Correct the card',
      run: async (why) => {
        const path = `/api/admin/cards/${encodeURIComponent(player.id)}/${stored.week}`;
        try {
          await sendJson('PUT', path, { picks, banker, joker, why });
        } catch (error) {
          throw inWords(error);
        }
      },
    });
  return (
    <>
      <ScrollTable
        caption={`Card of ${player.name}, week ${stored.week}`}
        head={['Game', 'Away', 'Home', 'Banker']}
      >
        {games.map((game) => (
          <tr key={game.id}>
            <th scope="row">
              {game.away} at {game.home}
            </th>
            {(['away', 'home'] as const).map((side) => (
              <td key={side}>
                <label className={styles.choice}>
                  <input
                    type="radio"
                    name={`${name}-${game.id}`}
                    checked={picks[game.id] === side}
                    onChange={() => setPicks({ ...picks, [game.id]: side })}
                  />
                  {game[side]}
                </label>
              </td>
            ))}
            <td>
              <label className={styles.choice}>
                <input
                  type="radio"
                  name={`${name}-banker`}
                  checked={banker === game.id}
                  onChange={() => setBanker(game.id)}
                />
                <span className="unseen">Banker on {game.away}</span>
              </label>
            </td>
          </tr>
        ))}
      </ScrollTable>
      <label className={styles.choice}>
        <input type="checkbox" checked={joker} onChange={(event) => setJoker(event.target.checked)} />
        Joker on the banker
      </label>
      <div className={styles.actions}>
        <button type="button" className="button primary" onClick={ask}>
          Correct the card
        </button>
      </div>
      {danger && <AskWhy {...danger} onClose={() => setDanger(null)} />}
    </>
  );
}

/** All that the rules have against it, in one sentence each. */
function inWords(error: unknown): unknown {
  if (!(error instanceof HttpError)) return error;
  const problems: Problem['problems'] = error.problem?.problems;
  return problems === undefined ? error : new Error(problems.map(({ message }) => message).join(' '));
}
