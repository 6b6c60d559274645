import type { LeagueSeason } from '../league-season.js';
import type { Likeness, MemberLikeness } from '../likeness.js';
import { ENOUGH_PICKS, metric } from '../metric.js';
import type { Section } from '../section.js';

const SHOWN = 5;

/** Builds the section about players with similar and with different picks. */
export function twins(_input: LeagueSeason, player: string, all: readonly MemberLikeness[]): Section {
  const own = all.find((one) => one.player === player);
  const others = own?.others ?? [];
  const [twin, rival] = [others[0], others.at(-1)];
  const ends = [...others.slice(0, SHOWN), ...others.slice(SHOWN).slice(-SHOWN)];
  const of = (one: Likeness | undefined): number => one?.common ?? 0;
  return {
    metrics: [
      metric({
        key: 'average-likeness',
        label: 'Like the league',
        explanation: 'Average share of picks in common with another player.',
        unit: 'share',
        value: own?.average ?? null,
        sample: others.reduce((sum, one) => sum + one.common, 0),
        enough: ENOUGH_PICKS,
        among: all.map(({ average }) => average),
        merit: false,
      }),
      metric({
        key: 'twin',
        label: twin === undefined ? 'Pick twin' : `Pick twin: ${twin.name}`,
        explanation: 'Share of picks in common with the player whose cards are most alike.',
        unit: 'share',
        value: twin?.alike ?? null,
        sample: of(twin),
        enough: ENOUGH_PICKS,
      }),
      metric({
        key: 'rival',
        label: rival === undefined ? 'Rival' : `Rival: ${rival.name}`,
        explanation: 'Share of picks in common with the player whose cards are least alike.',
        unit: 'share',
        value: rival?.alike ?? null,
        sample: of(rival),
        enough: ENOUGH_PICKS,
      }),
    ],
    charts:
      ends.length === 0
        ? []
        : [
            {
              key: 'likeness',
              title: 'Same picks, most and least alike',
              kind: 'bars',
              labelName: 'Player',
              labels: ends.map(({ name }) => name),
              unit: 'share',
              series: [{ label: 'Same picks', role: 'own', values: ends.map(({ alike }) => alike) }],
            },
          ],
    tables: [
      {
        key: 'likeness',
        title: 'Twins and rivals',
        columns: [
          { label: 'Player', unit: 'text' },
          { label: 'Same picks', unit: 'share' },
          { label: 'Games in common', unit: 'count' },
        ],
        rows: ends.map(({ name, alike, common }) => [name, alike, common]),
      },
    ],
    notes: [],
  };
}
