import type { ScheduledGame } from '../recording/recording.js';
import { espnDate } from './dates.js';
import type { League, Shape } from './schema.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WEEK = 7 * DAY;
const MORNING = 7 * 60 * MINUTE;
const WEDNESDAY = 3;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const PRESEASON = [
  ['Hall of Fame Weekend', 'HOF'],
  ['Preseason Week 1', 'Pre Wk 1'],
  ['Preseason Week 2', 'Pre Wk 2'],
  ['Preseason Week 3', 'Pre Wk 3'],
] as const;
const POSTSEASON = [
  ['Wild Card', 'Wild Card'],
  ['Divisional Round', 'Div Rd'],
  ['Conference Championship', 'Conf Champ'],
  ['Pro Bowl', 'Pro Bowl'],
  ['Super Bowl', 'Super Bowl'],
] as const;

type Entry = League['calendar'][number]['entries'][number];

/** Builds `leagues[0]`: the league, its current season and its calendar, moved by `shift`. */
export function league(
  season: number,
  schedule: readonly ScheduledGame[],
  shift: number,
  shape: Shape,
): League {
  const calendar = seasonCalendar(schedule, shift);
  const startDate = calendar[0]?.startDate ?? espnDate(shift);
  const endDate = calendar.at(-2)?.endDate ?? espnDate(shift);
  return {
    id: '28',
    uid: 's:20~l:28',
    name: 'National Football League',
    abbreviation: 'NFL',
    slug: 'nfl',
    season: {
      year: season,
      startDate,
      endDate,
      ...(shape === '2025' ? { displayName: String(season) } : {}),
      type: { id: '2', type: 2, name: 'Regular Season', abbreviation: 'reg' },
    },
    logos: [
      {
        href: 'https://a.espncdn.com/i/teamlogos/leagues/500/nfl.png',
        width: 500,
        height: 500,
        alt: '',
        rel: ['full', 'default'],
        lastUpdated: '2018-06-05T12:07Z',
      },
    ],
    calendarType: 'list',
    calendarIsWhitelist: true,
    calendarStartDate: startDate,
    calendarEndDate: endDate,
    calendar,
  };
}

function seasonCalendar(schedule: readonly ScheduledGame[], shift: number): League['calendar'] {
  const weeks = [...new Set(schedule.map((game) => game.week))].sort((a, b) => a - b);
  const starts = weeks.map((week) => weekStart(schedule.filter((game) => game.week === week)) + shift);
  const first = starts[0] ?? shift;
  const last = (starts.at(-1) ?? shift) + WEEK;
  const preseason = first - PRESEASON.length * WEEK;
  const offSeason = last + POSTSEASON.length * WEEK;
  const regular = weeks.map((week, index) => {
    const start = starts[index] ?? first;
    return entry(`Week ${week}`, `Week ${week}`, week, start, starts[index + 1] ?? start + WEEK);
  });
  return [
    section('Preseason', '1', run(PRESEASON, preseason)),
    section('Regular Season', '2', regular),
    section('Postseason', '3', run(POSTSEASON, last)),
    section('Off Season', '4', [entry('Week 1', 'Week 1', 1, offSeason, offSeason + 24 * WEEK)]),
  ];
}

function run(names: readonly (readonly [string, string])[], start: number): Entry[] {
  return names.map(([label, alternate], index) =>
    entry(label, alternate, index + 1, start + index * WEEK, start + (index + 1) * WEEK),
  );
}

function section(label: string, value: string, entries: Entry[]): League['calendar'][number] {
  return {
    label,
    value,
    startDate: entries[0]?.startDate ?? '',
    endDate: entries.at(-1)?.endDate ?? '',
    entries,
  };
}

function entry(label: string, alternateLabel: string, value: number, start: number, end: number): Entry {
  return {
    label,
    alternateLabel,
    detail: `${day(start)}-${day(end - MINUTE)}`,
    value: String(value),
    startDate: espnDate(start),
    endDate: espnDate(end - MINUTE),
  };
}

function day(time: number): string {
  const date = new Date(time);
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}`;
}

/** Returns 07:00Z of the Wednesday on or before the first game of a week. */
function weekStart(games: readonly ScheduledGame[]): number {
  const first = Math.min(...games.map((game) => game.kickoff));
  const midnight = Math.floor((first - MORNING) / DAY) * DAY;
  const back = (new Date(midnight).getUTCDay() - WEDNESDAY + 7) % 7;
  return midnight - back * DAY + MORNING;
}
