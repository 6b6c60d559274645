import { type Game, plain, signed } from '@sunday-live/contract';
import { type CardPicks, RULES, type RulesName } from '@sunday-live/scoring';
import { type CardStake, cardStake } from './model/outlook.js';
import styles from './outlook-panel.module.css';
import type { PickHelp } from './use-season-use.js';

interface StakePanelProps {
  readonly card: CardPicks;
  readonly games: readonly Game[];
  readonly facts: PickHelp['facts'];
  readonly rules: RulesName;
}

/** Shows what the card can win and lose: by current scores, and by odds for games to come. */
export function StakePanel({ card, games, facts, rules }: StakePanelProps) {
  const toCome = games.filter((game) => game.state === 'pre' && card.picks[game.id]).length;
  const found = cardStake(card, games, facts, RULES[rules]);
  if (toCome === 0 && found.now === null) return null;
  const over = games.every(({ state }) => state === 'post' || state === 'off');
  return (
    <section className={styles.panel} aria-label="What this card can win and lose" data-outlook="">
      <dl className={styles.figures}>
        {found.now !== null && <Figure label={over ? 'points' : 'now'} value={plain(found.now)} />}
        {toCome > 0 && (
          <>
            <Figure label="expected" value={plain(Math.round(found.expected))} />
            <Figure label="all right" value={signed(Math.round(found.right))} />
            <Figure label="all wrong" value={signed(Math.round(found.wrong))} />
          </>
        )}
      </dl>
      {toCome > 0 && <p className={styles.how}>{howWords(found, toCome)}</p>}
    </section>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function howWords({ withoutOdds }: CardStake, toCome: number): string {
  if (withoutOdds === 0) return 'Points by the odds: the winner’s usual score, and its chance to win.';
  if (withoutOdds === toCome) return 'The feed has no odds yet: every game counts as even.';
  const games =
    withoutOdds === 1 ? 'one game without odds counts' : `${withoutOdds} games without odds count`;
  return `Points by the odds; ${games} as even.`;
}
