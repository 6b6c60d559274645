import { CHANCE_RELIABILITY } from '@sunday-live/analysis';
import { plain } from '@sunday-live/contract';
import styles from './how-sure.module.css';

const percent = (share: number) => `${plain(share * 100)} %`;

/** Explains how the chances are computed, and how often they came true in tests. */
export function HowSure() {
  return (
    <details className={styles.how}>
      <summary>How sure is this?</summary>
      <p>
        Your device plays the rest of the week 10,000 times. Each open game continues from its score: the
        stronger team (by this season's results, with home advantage) gains as many points as the time left
        allows, and luck counts by the square root of that time. Possession is worth 1.5 points, 4 in the red
        zone. Picks that you may not see yet are guessed: 70 % favourites, and a banker on one of the road
        teams. A shared first place counts as part of a win.
      </p>
      <p>
        Tested on weeks 4 to 18 of the seasons 2024 and 2025, with generated cards and the real results,
        before the first game and after half and three quarters of the games:
      </p>
      <table className={styles.reliability}>
        <caption className="unseen">Chances given, and how often they came true</caption>
        <thead>
          <tr>
            <th scope="col">Chance given</th>
            <th scope="col">Times</th>
            <th scope="col">On average</th>
            <th scope="col">Actually won</th>
          </tr>
        </thead>
        <tbody>
          {CHANCE_RELIABILITY.map(({ from, to, predictions, said, happened }) => (
            <tr key={from}>
              <th scope="row">
                {Math.round(from * 100)} to {percent(to)}
              </th>
              <td>{plain(predictions)}</td>
              <td>{percent(said)}</td>
              <td>{percent(happened)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
