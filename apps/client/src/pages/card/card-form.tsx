import { type Card, type Game, type Me, type Season, zoneName } from '@sunday-live/contract';
import {
  bankerTeam,
  type CardPicks,
  cardProgress,
  type UsedBanker,
  validateCard,
  weekPhrase,
} from '@sunday-live/scoring';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { withBanker, withPick } from '../../game/card-draft.js';
import { Countdown, deadlineOf, nextLock, useLocked } from '../../game/lock.js';
import { draftKey } from '../../http/week.js';
import { BankerLine, JokerSwitch } from './banker-line.js';
import { CardNotices } from './card-notices.js';
import styles from './card-page.module.css';
import { GameChoice } from './game-choice.js';
import { MergeSheet } from './merge-sheet.js';
import { StakePanel } from './outlook-panel.js';
import { QuickPicks } from './quick-picks.js';
import { SaveBar } from './save-bar.js';
import { byGame, useCard } from './use-card.js';
import { useGameFacts, useSeasonUse } from './use-season-use.js';

interface CardFormProps {
  readonly me: Me;
  readonly season: Season;
  readonly week: Season['weeks'][number];
  readonly games: readonly Game[];
  readonly stored: Card;
  readonly clockOffset: number;
}

const AGAIN = new Set(['banker-team-used', 'banker-not-road-team', 'joker-exhausted']);

/** The form of a card: a choice for each game, the joker, and the save bar. */
export function CardForm({ me, season, week, games, stored, clockOffset }: CardFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  const deadline = deadlineOf(week);
  const byClock = useLocked(games, season.lock, deadline, clockOffset);
  const locked = stored.lockedAt === null ? byClock : new Set(games.map((game) => game.id));
  const at = { season: season.season, type: season.type, week: week.week };
  const edit = useCard(me.id, draftKey(me.id, at), at, stored, games, locked);
  const used = useSeasonUse(at);
  const help = useGameFacts(at);
  const { card } = edit;
  const faultsOf = (handedIn: CardPicks) =>
    validateCard({
      type: season.type,
      card: handedIn,
      games,
      locked,
      stored: stored.version === 0 ? null : stored,
      usedBankers: used.bankers,
      usedJokers: used.jokers,
      jokersPerSeason: used.jokersPerSeason,
    });
  const faults = faultsOf(card);
  // a correction of another week can use up a stored choice, which must show before a save
  const clashes = faults.filter(({ code }) => stored.version > 0 && AGAIN.has(code));
  const problems = edit.refused?.problems.length ? edit.refused.problems : attempts > 0 ? faults : clashes;
  // other problems are shown beside their game
  const moved = (stored.problems ?? []).filter(({ code }) => code === 'game-moved');
  const placed = byGame(problems, games);
  const lockAt = nextLock(games, season.lock, deadline, locked);
  const bankerGame = games.find((game) => game.id === card.banker);
  const bankerLocked = stored.banker !== null && locked.has(stored.banker);

  useEffect(() => {
    if (attempts > 0) firstProblem(form.current)?.focus();
  }, [attempts]);

  const settle = (chosen: CardPicks) => {
    const whole = faultsOf(chosen).length === 0;
    setAttempts(whole ? 0 : attempts + 1);
    edit.settle(chosen, whole);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (edit.saving) return;
    if (faults.length > 0) setAttempts(attempts + 1);
    else {
      setAttempts(0);
      edit.save();
    }
  };

  return (
    <>
      {edit.clash && (
        <MergeSheet
          here={card}
          there={stored}
          differences={edit.clash}
          timeZone={me.timeZone}
          onSave={settle}
          onClose={edit.leaveClash}
        />
      )}
      <form ref={form} onSubmit={save} noValidate data-card={lockAt === null ? 'locked' : 'open'}>
        <Countdown
          lockAt={lockAt}
          byGame={season.lock === 'kickoff'}
          clockOffset={clockOffset}
          timeZone={me.timeZone}
        />
        <CardNotices late={edit.late} onSeen={edit.forgetLate} moved={moved} />
        <p className={styles.zone}>
          Times in {zoneName(me.timeZone, new Date(week.deadline))}. A right pick scores what the winner
          scored; the banker, a road team, counts double, won or lost, and a joker triples it.
        </p>
        <BankerLine
          card={card}
          game={bankerGame}
          locked={lockAt === null || bankerLocked}
          facts={help.facts}
          rules={season.rules}
        >
          {(used.jokersPerSeason > 0 || card.joker) && (
            <JokerSwitch
              on={card.joker}
              left={used.jokersPerSeason - used.jokers}
              known={used.complete}
              locked={lockAt === null || bankerLocked}
              onChange={(joker) => edit.change({ ...card, joker })}
            />
          )}
        </BankerLine>
        {lockAt !== null && (
          <QuickPicks card={card} games={games} locked={locked} facts={help.facts} onChange={edit.change} />
        )}
        <ul className={styles.games}>
          {games.map((game) => (
            <GameChoice
              key={game.id}
              game={game}
              pick={card.picks[game.id]}
              banker={card.banker === game.id}
              bankerLocked={bankerLocked}
              usedIn={usedIn(used.bankers, season.type, game.away)}
              locked={locked.has(game.id)}
              problems={placed.get(game.id)}
              timeZone={me.timeZone}
              help={help}
              onPick={(side) => edit.change(withPick(card, game.id, side))}
              onBanker={() => edit.change(withBanker(card, game.id))}
            />
          ))}
        </ul>
        <StakePanel card={card} games={games} facts={help.facts} rules={season.rules} />
        <p className={styles.links}>
          <Link href="/planner">Banker planner</Link>
          <Link href="/rules">Rules</Link>
        </p>
        <SaveBar
          progress={cardProgress(card, games, locked)}
          banker={bankerGame && bankerTeam(card, bankerGame)}
          problems={placed.get(null) ?? []}
          problemCount={problems.length}
          locked={lockAt === null}
          version={stored.version}
          edit={edit}
        />
      </form>
    </>
  );
}

/** Returns the week in which a road team was the banker, in words; undefined: it is free. */
function usedIn(bankers: readonly UsedBanker[], type: Season['type'], team: string): string | undefined {
  const used = bankers.find((banker) => banker.team === team);
  return used && weekPhrase(type, used.week);
}

/** Returns the element to focus when a card cannot be saved: the first game with a problem. */
function firstProblem(form: HTMLFormElement | null): HTMLElement | null {
  return form?.querySelector<HTMLElement>('[data-problem] input:not(:disabled)') ?? null;
}
