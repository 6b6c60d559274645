import { plain } from '@sunday-live/contract';
import { RULES_NAMES } from '@sunday-live/scoring';
import { RULES_WORDS } from '../../game/rules-words.js';
import { Badge } from '../../ui/badge.js';
import type { ExampleLine, WorkedCard } from './model/examples.js';
import styles from './rules-page.module.css';

/** A card of the recorded Sunday with the points of each pick by each set of rules. */
export function WorkedCardTable({ card }: { readonly card: WorkedCard }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls, on the narrowest phones, must be reached by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={`${card.name}’s card`}>
      <table className={`table ${styles.table}`}>
        <caption>
          {card.name}’s card{card.joker ? ', with a joker' : ''}
        </caption>
        <thead>
          <tr>
            <th scope="col">Game</th>
            <th scope="col">Pick</th>
            {RULES_NAMES.map((id) => (
              <th key={id} scope="col" className={styles.number}>
                {RULES_WORDS[id].name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {card.lines.map((line) => (
            <Line key={line.game.id} line={line} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {card.right} right of {card.lines.length}
            </th>
            {RULES_NAMES.map((id) => (
              <td key={id} className={styles.number}>
                {plain(card.total[id])}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Line({ line: { game, side, banker, right, points } }: { readonly line: ExampleLine }) {
  const team = game[side];
  return (
    <tr>
      <th scope="row">
        {game.away} {game.awayScore} at {game.home} {game.homeScore}
      </th>
      <td>
        <span className={styles.pick}>
          <Badge team={team} />
          <span className="unseen">{team}</span>
          <span>
            {right ? '✓' : '✗'}
            <span className="unseen">{right ? ' right' : ' wrong'}</span>
            {banker && ' ★'}
            {banker && <span className="unseen"> banker</span>}
          </span>
        </span>
      </td>
      {RULES_NAMES.map((id) => (
        <td key={id} className={styles.number}>
          {plain(points[id])}
        </td>
      ))}
    </tr>
  );
}
