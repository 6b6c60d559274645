import type { LeagueSummary, Me, PlayerProfile, Season } from '@sunday-live/contract';
import { DEFAULT_RULES, RULES, seasonTypeName } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { PageData, useChosenLeague, usualLeague } from '../../game/page-data.js';
import { leaguesQuery, seasonQuery } from '../../http/queries.js';
import { playerProfileQuery } from '../../http/statistics.js';
import { seasonParams } from '../../http/week.js';
import { Badge } from '../../ui/badge.js';
import { useTitle } from '../../ui/hooks.js';
import { LeagueSelect } from '../../ui/league-select.js';
import { PageMessage } from '../../ui/page-message.js';
import { useAddress } from '../../ui/use-address.js';
import { CareerView } from './career-view.js';
import styles from './player-page.module.css';
import { SeasonStatistics } from './season-statistics.js';

interface PlayerPageProps {
  readonly me: Me;
  /** Id of the player. */
  readonly id: string;
}

/** A player's statistics within a league that the viewer shares. */
export default function PlayerPage({ me, id }: PlayerPageProps) {
  const profile = useQuery(playerProfileQuery(id));
  const season = useQuery(seasonQuery);
  const mine = useQuery(leaguesQuery);
  useTitle(profile.data?.name ?? 'Statistics');
  return (
    <PageData
      of={{ profile, season, mine }}
      failed="The numbers did not load"
      missing={
        <PageMessage title="Nobody you play with" action={{ label: 'To the table', href: '/leaderboard' }}>
          There is no such player in your leagues.
        </PageMessage>
      }
    >
      {(data) => <Player me={me} id={id} {...data} />}
    </PageData>
  );
}

interface PlayerProps extends PlayerPageProps {
  readonly profile: PlayerProfile;
  readonly season: Season;
  readonly mine: readonly LeagueSummary[];
}

function Player({ me, id, profile, season, mine }: PlayerProps) {
  const { name, team, leagues, seasons } = profile;
  const shared = mine.filter((one) => leagues.some(({ id: other }) => other === one.id));
  const [league, setLeague] = useChosenLeague(leagues, usualLeague(shared) ?? leagues[0]);
  const [chosen, setChosen] = useAddress('season', ['now', 'all', ...seasons.map(String)], 'now');
  const [newest, ...before] = season.seasons.filter(({ played }) => played);
  const others = before.filter(({ season: year, type }) => type !== 'regular' || seasons.includes(year));
  const earlier = others.find((one) => seasonParams(one) === chosen);
  if (!league) return null;
  return (
    <div className="page">
      <header className={styles.who}>
        <Badge team={team} size="large" />
        <h1 className="title">{name}</h1>
      </header>
      <div className="toolbar">
        <LeagueSelect leagues={leagues} league={league.id} onLeague={setLeague} />
        <label>
          <span className="unseen">Season</span>
          <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
            <option value="now">This season</option>
            {others.map((one) => (
              <option key={seasonParams(one)} value={seasonParams(one)}>
                {one.type === 'regular'
                  ? `Season ${one.season}`
                  : `${one.season} · ${seasonTypeName(one.type)}`}
              </option>
            ))}
            <option value="all">All-time</option>
          </select>
        </label>
      </div>
      {chosen === 'all' ? (
        <CareerView league={league.id} player={id} current={season.season} />
      ) : (
        <SeasonStatistics
          league={league.id}
          player={id}
          label={id === me.id ? 'You' : name}
          season={earlier ?? newest ?? null}
          bankers={
            RULES[shared.find(({ id: one }) => one === league.id)?.rules ?? DEFAULT_RULES].banker !== null
          }
        />
      )}
    </div>
  );
}
