import { type Game, signed } from '@sunday-live/contract';
import { bankerTeam, type CardPicks, RULES, type RulesName } from '@sunday-live/scoring';
import type { ReactNode } from 'react';
import { teamName } from '../../game/words.js';
import styles from './banker-line.module.css';
import { stakeOf } from './model/outlook.js';
import type { PickHelp } from './use-season-use.js';

interface BankerLineProps {
  readonly card: CardPicks;
  /** The banker's game; undefined: no banker. */
  readonly game: Game | undefined;
  /** It cannot be changed any more. */
  readonly locked: boolean;
  readonly facts: PickHelp['facts'];
  readonly rules: RulesName;
  /** The joker's switch. */
  readonly children: ReactNode;
}

/**
 * The card's banker and joker, above its games. Its height is constant, so that choosing them moves no game.
 */
export function BankerLine({ card, game, locked, facts, rules, children }: BankerLineProps) {
  return (
    <section className={styles.line} data-set={game !== undefined || undefined} aria-label="Banker and joker">
      <p className={styles.banker}>
        <span className={styles.star} aria-hidden="true">
          {game ? '★' : '☆'}
        </span>
        <span>
          <strong>{game ? gameWords(game, card) : 'No banker'}</strong>
          <span className={styles.text} data-banker-worth="">
            {game ? worthWords(game, card, facts, rules) : !locked && 'Tap a star below'}
          </span>
        </span>
      </p>
      {children}
    </section>
  );
}

function gameWords(game: Game, card: CardPicks): string {
  const team = bankerTeam(card, game);
  // at home when home and away were exchanged after the choice
  return team === game.away
    ? `${teamName(game.away)} at ${teamName(game.home)}`
    : `${teamName(team)}, at home against ${teamName(game.away)}`;
}

/** Returns what the banker usually wins and costs, before its game. */
function worthWords(game: Game, card: CardPicks, facts: PickHelp['facts'], rules: RulesName): string {
  if (game.state !== 'pre') return 'Your banker';
  const pick = { side: card.picks[game.id] ?? 'away', banker: true, joker: card.joker } as const;
  const { right, wrong } = stakeOf(game, facts.get(game.id), pick, RULES[rules]);
  return `about ${signed(Math.round(right))} or ${signed(Math.round(wrong))}`;
}

interface JokerSwitchProps {
  readonly on: boolean;
  /** Jokers that the other weeks have not used. */
  readonly left: number;
  readonly known: boolean;
  readonly locked: boolean;
  readonly onChange: (on: boolean) => void;
}

/** Plays a joker on this card, if one is left. */
export function JokerSwitch({ on, left, known, locked, onChange }: JokerSwitchProps) {
  const after = Math.max(0, left - (on ? 1 : 0));
  return (
    <label className={styles.joker} data-joker={on || undefined}>
      <span>
        <strong>Joker ×3</strong>
        <span className={styles.left}>{known ? `${after} left${on ? ' after this' : ''}` : '\u00a0'}</span>
      </span>
      <input
        type="checkbox"
        role="switch"
        className={styles.switch}
        checked={on}
        aria-checked={on}
        disabled={locked || (!on && left <= 0)}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
