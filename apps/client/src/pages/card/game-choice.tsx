import { dayAndTime, type Game, type Side } from '@sunday-live/contract';
import { useId } from 'react';
import { dayToBeSet, statusWords } from '../../game/clock.js';
import type { Result, TeamForm } from '../../game/team-form.js';
import { scoreLine, teamName } from '../../game/words.js';
import { Badge } from '../../ui/badge.js';
import styles from './game-choice.module.css';
import { lineWords } from './model/odds.js';
import type { PickHelp } from './use-season-use.js';

interface GameChoiceProps {
  readonly game: Game;
  readonly pick: Side | undefined;
  readonly banker: boolean;
  /** The banker is in a locked game, so it cannot move here. */
  readonly bankerLocked: boolean;
  /** The week in which the road team was the banker. */
  readonly usedIn: string | undefined;
  readonly locked: boolean;
  readonly problems: readonly string[] | undefined;
  readonly timeZone: string;
  readonly help: PickHelp;
  readonly onPick: (side: Side) => void;
  readonly onBanker: () => void;
}

/** One game of the card: the pick, and the banker's star for the road team. */
export function GameChoice(props: GameChoiceProps) {
  const { game, pick, locked, problems, timeZone, help, onPick } = props;
  const facts = help.facts.get(game.id);
  const odds = lineWords(game, facts);
  const id = useId();
  const title = `${teamName(game.away)} at ${teamName(game.home)}`;
  const status = statusLine(game, timeZone);
  return (
    <li
      className={styles.game}
      data-game={game.id}
      data-pick={pick}
      data-locked={locked || undefined}
      data-banker={props.banker || undefined}
      data-problem={problems ? '' : undefined}
    >
      <BankerStar {...props} />
      <fieldset className={styles.choice} aria-describedby={problems ? `${id}-problems` : undefined}>
        <legend className="unseen">
          {title}, {status}
          {locked ? ', locked' : ''}
        </legend>
        <p className={styles.status}>
          <span aria-hidden="true">{status}</span>
          {locked ? (
            <span aria-hidden="true">Locked{pick ? '' : ' · no pick'}</span>
          ) : (
            <span>
              {[facts?.neutral && 'neutral site', odds && `Odds: ${odds}`].filter(Boolean).join(' · ')}
            </span>
          )}
        </p>
        <div className={styles.sides}>
          {(['away', 'home'] as const).map((side) => (
            <label key={side} className={styles.side}>
              <input
                type="radio"
                name={id}
                value={side}
                checked={pick === side}
                disabled={locked}
                onChange={() => onPick(side)}
              />
              <Badge team={game[side]} />
              <span className={styles.name}>{teamName(game[side])}</span>
              <TeamFacts form={help.forms.get(game[side])} record={facts?.[`${side}Record`]} />
              {pick === side && (
                <span className={styles.mark} aria-hidden="true">
                  ✓
                </span>
              )}
            </label>
          ))}
        </div>
      </fieldset>
      {props.usedIn !== undefined && !props.banker && !locked && (
        <p className={styles.note}>
          {teamName(game.away)} were your banker in {props.usedIn}
        </p>
      )}
      {problems && (
        <ul id={`${id}-problems`} className={styles.problems}>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Returns the kickoff; for a started game its clock and score. */
function statusLine(game: Game, timeZone: string): string {
  if (game.state === 'pre') {
    return game.timeValid === false ? dayToBeSet(game.kickoff) : dayAndTime(game.kickoff, timeZone);
  }
  const status = statusWords(game, timeZone);
  return game.state === 'off' ? status : `${status} · ${scoreLine(game)}`;
}

/**
 * Makes the road team the banker, and picks it. Where that is not possible its space stays empty, so that no
 * game moves.
 */
function BankerStar(props: GameChoiceProps) {
  const { game, pick, banker, bankerLocked, usedIn, locked, onBanker } = props;
  // at home when home and away were exchanged after the choice
  const team = teamName(banker && pick ? game[pick] : game.away);
  if (locked || (!banker && (bankerLocked || usedIn !== undefined))) {
    return (
      <span className={styles.star} data-on={banker || undefined}>
        {banker && (
          <span role="img" aria-label={`${team} are your banker`}>
            ★
          </span>
        )}
      </span>
    );
  }
  return (
    <button type="button" className={styles.star} aria-pressed={banker} onClick={onBanker}>
      <span aria-hidden="true">{banker ? '★' : '☆'}</span>
      <span className="unseen">Banker: {team}</span>
    </button>
  );
}

interface TeamFactsProps {
  readonly form: TeamForm | undefined;
  /** The feed's record, where the season's results are not known. */
  readonly record: string | undefined;
}

const WORDS: Readonly<Record<Result, string>> = { W: 'won', L: 'lost', T: 'tied' };

/** A team's record and its last five results, the latest at the end. */
function TeamFacts({ form, record = form?.record }: TeamFactsProps) {
  if (!form) return record ? <span className={styles.facts}>{record}</span> : null;
  return (
    <span className={styles.facts}>
      <span className="unseen">, record </span>
      {form.record}
      <span className={styles.form} aria-hidden="true">
        {form.last.map((result, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: results have no name but their place.
          <i key={i} data-result={result}>
            {result}
          </i>
        ))}
      </span>
      <span className="unseen">, last games {form.last.map((result) => WORDS[result]).join(', ')}</span>
    </span>
  );
}
