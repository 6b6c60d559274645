import { type Me, scorerGamesSchema } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { statusWords } from '../../game/clock.js';
import { PageData } from '../../game/page-data.js';
import { getJson, HttpError } from '../../http/http.js';
import { useTitle } from '../../ui/hooks.js';
import { useZone, When } from '../../ui/zone.js';
import { tapsWait, teamName } from './model/play-words.js';
import { NoScorer } from './no-scorer.js';
import { ScoredGame } from './scored-game.js';
import styles from './scorer-page.module.css';
import { tapsWaiting } from './use-scorer.js';

interface ScorerPageProps {
  readonly me: Me;
  /** Absent: the list of games. */
  readonly game?: string | undefined;
}

/** Scores by hand on a phone: the games of the week, or the buttons of one game. */
export default function ScorerPage({ me, game }: ScorerPageProps) {
  return game === undefined ? <GameList player={me.id} /> : <ScoredGame player={me.id} id={game} />;
}

const LOOK_EVERY_MS = 10_000;

function GameList({ player }: { readonly player: string }) {
  useTitle('Score a game');
  const zone = useZone();
  const games = useQuery({
    queryKey: ['scorer'],
    queryFn: ({ signal }) => getJson('/api/scorer/games', scorerGamesSchema, signal),
    refetchInterval: LOOK_EVERY_MS,
    retry: (failures, error) => failures < 2 && !(error instanceof HttpError && error.isFinal),
  });
  if (games.error instanceof HttpError && games.error.status === 403) return <NoScorer />;
  return (
    <PageData of={{ games }} failed="The games did not load">
      {({ games: { until, games: all } }) => (
        <div className={`page ${styles.list}`}>
          <h1 className="title">Score a game</h1>
          <p className="quiet">
            Choose the game that you watch. Everybody sees your score at once, and that it is by hand.
            {until !== null && (
              <>
                {' '}
                You are a scorer until <When at={until} />.
              </>
            )}
          </p>
          <ul className={styles.games}>
            {all.map((game) => {
              const waiting = tapsWaiting(player, game.id);
              return (
                <li key={game.id}>
                  <Link className={styles.game} href={`/score/${game.id}`}>
                    <strong>
                      {teamName(game.away)} {game.awayScore} at {teamName(game.home)} {game.homeScore}
                    </strong>
                    <span className="quiet">
                      {statusWords(game, zone)}
                      {game.byHand && `, by hand${game.byHand.by === null ? '' : `: ${game.byHand.by}`}`}
                    </span>
                    {waiting > 0 && (
                      <span>{tapsWait(waiting)} on this device: open the game to send them</span>
                    )}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </PageData>
  );
}
