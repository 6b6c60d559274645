import { type AdminUser, type Card, cardSchema, type Game, type Problem } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { weekGamesQuery } from '../../game/card-queries.js';
import { HttpError, sendJson } from '../../http/http.js';
import { seasonParams, type WeekKey } from '../../http/week.js';
import styles from './admin-page.module.css';
import { AskWhy, type Danger } from './ask-why.js';
import { Loaded, ScrollTable, useAdmin } from './section.js';

interface CorrectionFormProps {
  readonly player: AdminUser;
  readonly week: WeekKey;
}

/** The locked part of a card, to correct. */
export function CorrectionForm({ player, week }: CorrectionFormProps) {
  const card = useAdmin(cardPath(player, week), cardSchema);
  const games = useQuery(weekGamesQuery(week));
  return (
    <Loaded query={card}>
      {(stored) => (
        <Loaded query={games}>
          {({ games: all }) => (
            <Draft key={stored.version} player={player} week={week} stored={stored} games={all} />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

/** Returns the path at which the card is read and corrected, below the admin's routes. */
function cardPath({ id }: AdminUser, week: WeekKey): string {
  return `cards/${encodeURIComponent(id)}/${week.week}?${seasonParams(week)}`;
}

interface DraftProps {
  readonly player: AdminUser;
  readonly week: WeekKey;
  readonly stored: Card;
  readonly games: readonly Game[];
}

function Draft({ player, week, stored, games }: DraftProps) {
  const name = useId();
  const [picks, setPicks] = useState(stored.picks);
  const [banker, setBanker] = useState(stored.banker);
  const [joker, setJoker] = useState(stored.joker);
  const [danger, setDanger] = useState<Danger | null>(null);
  const ask = () =>
    setDanger({
      title: `Correct ${player.name}’s card`,
      consequence: `${player.name} gets an email, and all of their leagues see the correction with your name and reason.`,
      label: 'Correct the card',
      run: async (why) => {
        try {
          await sendJson('PUT', `/api/admin/${cardPath(player, week)}`, { picks, banker, joker, why });
        } catch (error) {
          throw inWords(error);
        }
      },
    });
  return (
    <>
      <ScrollTable
        caption={`Card of ${player.name}, ${weekPhrase(week.type, week.week)}`}
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

/** Joins all problems of a card into one error message. */
function inWords(error: unknown): unknown {
  if (!(error instanceof HttpError)) return error;
  const problems: Problem['problems'] = error.problem?.problems;
  return problems === undefined ? error : new Error(problems.map(({ message }) => message).join(' '));
}
