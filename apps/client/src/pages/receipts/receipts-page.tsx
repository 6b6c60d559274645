import {
  type LeagueCards,
  leagueCardsSchema,
  type Me,
  type Receipts,
  receiptsSchema,
  type Season,
} from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useLocation } from 'wouter';
import { PageData, useChosenLeague } from '../../game/page-data.js';
import { SeasonSelect, useSeason } from '../../game/season-select.js';
import { getJson, type Schema } from '../../http/http.js';
import { leaguesQuery } from '../../http/queries.js';
import { type SeasonKey, seasonParams, type WeekKey, weekKey } from '../../http/week.js';
import { useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import { Proofs } from './proofs.js';
import styles from './receipts-page.module.css';

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

/** Receipts and the cards of the same moment. */
export interface ProofInput {
  readonly receipts: Receipts;
  readonly cards: LeagueCards['cards'];
}

/** A lock or a correction may fall between two answers, but hardly several times in a row. */
const MAX_READS = 4;

/**
 * Reads a league's receipts and cards of a week as of one moment: the cards are read between two equal
 * readings of the receipts. Cards of another moment would make honest cards look forged.
 * @param read a GET of `path` below the league
 */
export async function readProof(
  read: <T>(path: string, schema: Schema<T>) => Promise<T>,
  week: WeekKey,
): Promise<ProofInput> {
  const at = `${week.week}?${seasonParams(week)}`;
  let before = await read(`receipts/${at}`, receiptsSchema);
  for (let reads = 1; ; reads += 1) {
    const { cards } = await read(`cards/${at}`, leagueCardsSchema);
    const after = await read(`receipts/${at}`, receiptsSchema);
    if (reads === MAX_READS || JSON.stringify(after) === JSON.stringify(before))
      return { receipts: after, cards };
    before = after;
  }
}

/** Reads a league's receipts of a week with the cards of the same moment; never cached. */
function proofQuery(league: string, week: WeekKey) {
  return queryOptions({
    queryKey: ['receipts', league, ...weekKey(week)],
    queryFn: ({ signal }) =>
      readProof(
        (path, schema) => getJson(`/api/leagues/${encodeURIComponent(league)}/${path}`, schema, signal),
        week,
      ),
  });
}
