import type { Me, Season } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useLocation } from 'wouter';
import { PageData } from '../../game/page-data.js';
import { SeasonSelect } from '../../game/season-select.js';
import { useChosenLeague } from '../../game/use-chosen-league.js';
import { useSeason } from '../../game/use-season.js';
import { leaguesQuery } from '../../http/queries.js';
import { type SeasonKey, seasonParams } from '../../http/week.js';
import { useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import { Proofs } from './proofs.js';
import styles from './receipts-page.module.css';
import { proofQuery } from './receipts-query.js';

interface ReceiptsPageProps {
  readonly me: Me;
  readonly week?: string | undefined;
}

/** Proof that cards are unchanged since the lock, computed in the browser. */
export default function ReceiptsPage({ me, week }: ReceiptsPageProps) {
  useTitle('Receipts');
  const season = useSeason('played');
  return (
    <PageData of={{ season }} failed="The receipts did not load">
      {(data) => {
        const usual = data.season.weeks.findLast(({ state }) => state === 'locked' || state === 'done')?.week;
        const shown = /^\d+$/.test(week ?? '') ? Number(week) : (usual ?? data.season.weeks[0]?.week);
        return shown === undefined ? (
          <PageMessage title="No receipts yet">The season has no weeks yet.</PageMessage>
        ) : (
          <Week me={me} season={data.season} week={shown} />
        );
      }}
    </PageData>
  );
}

interface WeekProps {
  readonly me: Me;
  readonly season: Season;
  readonly week: number;
}

function Week({ me, season, week }: WeekProps) {
  const id = useId();
  const [, go] = useLocation();
  const leagues = useQuery(leaguesQuery);
  const mine = leagues.data ?? [];
  const [league, setLeague] = useChosenLeague(
    mine,
    mine.find(({ id: of }) => of === 'everyone'),
  );
  const known = league?.id ?? 'everyone';
  const open = (to: number | '', of: SeasonKey) =>
    go(`/receipts/${to}?${seasonParams(of)}&league=${encodeURIComponent(known)}`);
  const proof = useQuery(proofQuery(known, { ...season, week }));
  return (
    <div className={`page ${styles.page}`}>
      <h1 className="title">Receipts of {weekPhrase(season.type, week)}</h1>
      <p className="quiet">
        When picks lock, each card is hashed. This page computes the hashes again, here in your browser, and
        compares them with the cards that the league sees. Corrections by admins, and jokers that the rules
        played, are listed too.
      </p>
      <SeasonSelect season={season} onSeason={(next) => open('', next)} />
      <div className={styles.choices}>
        <label htmlFor={`${id}-week`}>Week</label>
        <select id={`${id}-week`} value={week} onChange={(event) => open(Number(event.target.value), season)}>
          {season.weeks.map((each) => (
            <option key={each.week} value={each.week}>
              {each.name}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}-league`}>League</label>
        <select id={`${id}-league`} value={known} onChange={(event) => setLeague(event.target.value)}>
          {leagues.data?.map((entry) => (
            <option key={entry.id} value={entry.id}>
              {entry.name}
            </option>
          ))}
        </select>
      </div>
      {proof.error !== null ? (
        <p role="alert">{proof.error.message}</p>
      ) : proof.data === undefined ? (
        <p role="status">Loading…</p>
      ) : (
        <Proofs key={`${known} ${seasonParams(season)} ${week}`} me={me} {...proof.data} />
      )}
    </div>
  );
}
