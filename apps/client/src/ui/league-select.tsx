interface LeagueSelectProps {
  readonly leagues: readonly { readonly id: string; readonly name: string }[];
  readonly league: string;
  readonly onLeague: (id: string) => void;
}

/** Selects a league. */
export function LeagueSelect({ leagues, league, onLeague }: LeagueSelectProps) {
  return (
    <label className="chooser">
      <span className="unseen">League</span>
      <select value={league} onChange={(event) => onLeague(event.target.value)}>
        {leagues.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
