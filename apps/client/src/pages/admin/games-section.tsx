import { type AdminGame, adminGamesSchema, type FeedWord } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sendJson } from '../../http/http.js';
import { seasonParams, type WeekKey, weekKey } from '../../http/week.js';
import { When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import { AskWhy, type Danger } from './ask-why.js';
import { GameForm, type GameValues } from './game-form.js';
import { Loaded } from './loaded.js';
import { ADMIN_KEY, useAdmin } from './use-admin.js';
import { useWeek, WeekSelect } from './week-select.js';
import { STATE_WORDS } from './words.js';

const LOOK_EVERY_MS = 5_000;

/** The games of a week: what is shown, what the feed says, and scores to enter by hand. */
export function GamesSection() {
  const [week, choose] = useWeek();
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
  const [returned, setReturned] = useState<Danger | null>(null);
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
                onReturn={() => setReturned(returnOf(each))}
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
          {returned !== null && <AskWhy {...returned} onClose={() => setReturned(null)} />}
        </>
      )}
    </Loaded>
  );
}

interface GamePanelProps {
  readonly entry: AdminGame;
  readonly onEnter: () => void;
  readonly onReturn: () => void;
}

function GamePanel({ entry, onEnter, onReturn }: GamePanelProps) {
  const { game, source, by, feed } = entry;
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
                The feed says {scoreWords(feed)}, <When at={feed.at} />
              </>
            )}
          </p>
        </>
      )}
      <div className={styles.actions}>
        <button type="button" className="button" onClick={onEnter}>
          {source === 'feed' ? 'Take over' : 'Enter'}
          <span className="unseen"> {name}</span>
        </button>
        {source === 'hand' && (
          <button type="button" className="button" onClick={onReturn}>
            Give back<span className="unseen"> {name}</span>
          </button>
        )}
      </div>
    </li>
  );
}

function scoreWords({ awayScore, homeScore, state, period, clock }: Omit<FeedWord, 'at'>): string {
  const time = state === 'in' ? `, ${period > 4 ? 'overtime' : `quarter ${period}`}, ${clock}` : '';
  return `${awayScore}–${homeScore}, ${STATE_WORDS[state]}${time}`;
}

function returnOf({ game, feed }: AdminGame): Danger {
  return {
    title: `Give ${game.away} at ${game.home} back`,
    consequence:
      feed === null
        ? 'The feed has said nothing since you took the game over. Its values stay until the feed says something else.'
        : `The game changes from ${scoreWords(game)} to ${scoreWords(feed)}, as the feed says. Points change with it.`,
    label: 'Give it back',
    run: (why) =>
      sendJson('PATCH', `/api/admin/games/${encodeURIComponent(game.id)}`, { byHand: false, why }),
  };
}
