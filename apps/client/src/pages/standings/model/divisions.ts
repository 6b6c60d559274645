import { type StatisticsRow, type Team, teamOf } from '@sunday-live/contract';

/** The players whose favourite team is in a division. */
export interface Division {
  /** `NFC North` */
  readonly name: string;
  readonly rank: number;
  /** Average points of the season. */
  readonly average: number;
  /** In order of their places. */
  readonly fans: readonly StatisticsRow[];
}

/** Returns a team's division, as `NFC North`; null without a favourite team. */
export function divisionOf(team: string | null): string | null {
  const found: Team | undefined = team === null ? undefined : teamOf(team);
  return found ? `${found.conference} ${found.division}` : null;
}

/**
 * Returns the divisions that have fans, best average first; level ones share a place. Players without a
 * favourite team are omitted.
 */
export function divisionTable(rows: readonly StatisticsRow[]): Division[] {
  const fans = new Map<string, StatisticsRow[]>();
  for (const row of rows) {
    const name = divisionOf(row.team);
    if (name === null) continue;
    const known = fans.get(name);
    if (known) known.push(row);
    else fans.set(name, [row]);
  }
  const averaged = [...fans].map(([name, own]) => ({
    name,
    fans: own,
    average: own.reduce((sum, { points }) => sum + points, 0) / own.length,
  }));
  averaged.sort((a, b) => b.average - a.average || (a.name < b.name ? -1 : 1));
  return averaged.map((division) => ({
    ...division,
    rank: 1 + averaged.findIndex(({ average }) => average === division.average),
  }));
}
