import { type Game, type RulesName, zoneName } from '@sunday-live/contract';
import { jokerMultiplies, RULES } from '@sunday-live/scoring';
import { memo, useMemo } from 'react';
import { slateGames } from '../../game/slate-games.js';
import type { Picks } from '../../http/queries.js';
import type { LiveEvent } from '../../live/changes.js';
import { GameCard } from './game-card.js';
import styles from './games.module.css';
import type { Split } from './use-cards.js';

interface GamesPanelProps {
  readonly games: ReadonlyMap<string, Game>;
  readonly changedAt: ReadonlyMap<string, number>;
  readonly card: Picks | undefined;
  readonly rules: RulesName;
  readonly splits: ReadonlyMap<string, Split>;
  readonly last: ReadonlyMap<string, LiveEvent>;
  readonly timeZone: string;
}

/** The week's games: live, upcoming, finished. */
export const GamesPanel = memo(function GamesPanel(props: GamesPanelProps) {
  const { games, changedAt, card, rules, splits, last, timeZone } = props;
  const parts = useMemo(() => slateGames(games.values(), changedAt), [games, changedAt]);
  const sections = [
    { title: 'Live', games: parts.live },
    { title: 'Upcoming', games: parts.upcoming },
    { title: 'Finished', games: parts.finished },
  ].filter((section) => section.games.length > 0);
  return (
    <section className={styles.panel} aria-label="Games" data-games="">
      {sections.length === 0 && (
        <p className={`note ${styles.empty}`}>
          No games this week yet. They appear as soon as the schedule is out.
        </p>
      )}
      {sections.map((section) => (
        <section key={section.title} aria-label={section.title}>
          <h2 className={styles.heading}>
            {section.title} <span className={styles.count}>{section.games.length}</span>
            {section.title === 'Upcoming' && (
              <span className={styles.zone}>
                Times in {zoneName(timeZone, new Date(section.games[0]?.kickoff ?? Date.now()))}
              </span>
            )}
          </h2>
          <ul className={styles.list}>
            {section.games.map((game) => (
              <GameCard
                key={game.id}
                game={game}
                pick={card?.picks[game.id]}
                banker={RULES[rules].banker !== null && card?.banker === game.id}
                joker={jokerMultiplies(RULES[rules], {
                  banker: card?.banker === game.id,
                  joker: card?.joker === true,
                })}
                split={splits.get(game.id)}
                last={last.get(game.id)}
                changedAt={changedAt.get(game.id)}
                timeZone={timeZone}
              />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
});
