import { type AdminGame, adminGamesSchema } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { sendJson } from '../../http/http.js';
import { seasonParams, type WeekKey, weekKey } from '../../http/week.js';
import { When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import { AskWhy, type Danger } from './ask-why.js';
import { GameForm, type GameValues } from './game-form.js';
import { GiveBack } from './give-back.js';
import { type AddedValues, NewGameForm } from './new-game-form.js';
import { ADMIN_KEY, Loaded, useAdmin } from './section.js';
import { useWeek, WeekSelect } from './week-select.js';
import { scoreWords } from './words.js';

const LOOK_EVERY_MS = 5_000;

/** The games of a week: what is shown, what the feed says, and scores to enter by hand. */
export function GamesSection() {
  const [week, choose] = useWeek(true);
  return (
    <div className={styles.section}>
      <p className="quiet">
        Take a game over when the feed is away or wrong. Everybody sees your score at once, and that it is by
        hand. The feed is still read, and shown here beside it.
      </p>
      <div className={styles.row}>
        <WeekSelect week={week} onChange={choose} />
      </div>
      {week !== null && <Games key={weekKey(week).join(' ')} week={week} />}
    </div>
  );
}

function Games({ week }: { readonly week: WeekKey }) {
  const client = useQueryClient();
  const games = useAdmin(`games?week=${week.week}&${seasonParams(week)}`, adminGamesSchema, LOOK_EVERY_MS);
  const [entered, setEntered] = useState<AdminGame | null>(null);
  const [danger, setDanger] = useState<Danger | null>(null);
  const [returned, setReturned] = useState<AdminGame | null>(null);
  const [adding, setAdding] = useState(false);
  /** The reason is usually the same for all changes of an afternoon. */
  const [why, setWhy] = useState('');
  const save = async (id: string, values: GameValues, reason: string) => {
    await sendJson('PATCH', `/api/admin/games/${encodeURIComponent(id)}`, {
      ...values,
      byHand: true,
      why: reason,
    });
    setWhy(reason);
    await client.invalidateQueries({ queryKey: [ADMIN_KEY] });
  };
  const add = async (game: AddedValues, reason: string) => {
    await sendJson('POST', '/api/admin/games', { ...week, ...game, why: reason });
    setWhy(reason);
    await client.invalidateQueries({ queryKey: [ADMIN_KEY] });
  };
  return (
    <Loaded query={games}>
      {({ games: all }) => (
        <>
          <ul className={styles.panels} aria-label={`Games of ${weekPhrase(week.type, week.week)}`}>
            {all.map((each) => (
              <GamePanel
                key={each.game.id}
                entry={each}
                onEnter={() => setEntered(each)}
                onReturn={() => setReturned(each)}
                onMerge={(twin) => setDanger(mergeOf(each, twin))}
              />
            ))}
          </ul>
          {entered !== null && (
            <GameForm
              entry={all.find(({ game }) => game.id === entered.game.id) ?? entered}
              why={why}
              onSave={save}
              onClose={() => setEntered(null)}
            />
          )}
          <div className={styles.actions}>
            <button type="button" className="button" onClick={() => setAdding(true)}>
              Add a game
            </button>
          </div>
          {adding && <NewGameForm week={week} why={why} onSave={add} onClose={() => setAdding(false)} />}
          {returned !== null && <GiveBack entry={returned} onClose={() => setReturned(null)} />}
          {danger !== null && <AskWhy {...danger} onClose={() => setDanger(null)} />}
        </>
      )}
    </Loaded>
  );
}

interface GamePanelProps {
  readonly entry: AdminGame;
  readonly onEnter: () => void;
  readonly onReturn: () => void;
  readonly onMerge: (twin: string) => void;
}

function GamePanel({ entry, onEnter, onReturn, onMerge }: GamePanelProps) {
  const { game, source, by, feed, twins } = entry;
  const name = `${game.away} at ${game.home}`;
  return (
    <li className={styles.panel} aria-label={name}>
      <p>
        <strong>{name}</strong> <span className={styles.nowrap}>{scoreWords(game)}</span>
      </p>
      {source === 'hand' && (
        <>
          <p>
            <span className={styles.tag}>By hand</span> {by === null ? '' : `${by.name}, `}since{' '}
            <When at={game.byHand?.since ?? ''} />
          </p>
          <p className="quiet">
            {feed === null ? (
              'The feed has said nothing since.'
            ) : (
              <>
                The feed says {scoreWords(feed)}, <When at={feed.at} />{' '}
                {disagrees(entry) && (
                  <span className={styles.tag} data-tone="bad">
                    Another final score
                  </span>
                )}
              </>
            )}
          </p>
        </>
      )}
      {twins.map((twin) => (
        <div key={twin} className={styles.actions}>
          <p>
            <span className={styles.tag}>Twice</span> The same teams in this week, too: game {twin}.
          </p>
          <button type="button" className="button" onClick={() => onMerge(twin)}>
            Merge it into this one<span className="unseen"> {name}</span>
          </button>
        </div>
      ))}
      <div className={styles.actions}>
        <button type="button" className="button" onClick={onEnter}>
          {source === 'feed' ? 'Take over' : 'Enter'}
          <span className="unseen"> {name}</span>
        </button>
        <Link className="button" href={`/score/${game.id}`}>
          Scorer’s page<span className="unseen"> {name}</span>
        </Link>
        {source === 'hand' && (
          <button type="button" className="button" onClick={onReturn}>
            Give back<span className="unseen"> {name}</span>
          </button>
        )}
      </div>
    </li>
  );
}

/** Returns true when both are final with different scores: a person must decide. Before that one may only be late. */
function disagrees({ game, feed }: AdminGame): boolean {
  if (feed === null || feed.state !== 'post' || game.state !== 'post') return false;
  return feed.awayScore !== game.awayScore || feed.homeScore !== game.homeScore;
}

function mergeOf({ game }: AdminGame, twin: string): Danger {
  return {
    title: `Merge into ${game.away} at ${game.home}`,
    consequence: `Game ${twin} goes; picks of it count for this game. What a feed says about ${twin} is about this game from then on. This cannot be undone.`,
    label: 'Merge',
    run: (why) =>
      sendJson('POST', `/api/admin/games/${encodeURIComponent(twin)}/merge`, { into: game.id, why }),
  };
}
