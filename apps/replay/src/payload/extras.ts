import type { Recording, ScheduledGame } from '../recording/recording.js';
import { hashUnit } from '../state/hash.js';
import type { Competition, Odds, Shape } from './schema.js';
import { requireTeam, scoreboardTeam } from './team.js';

const HOUR = 3_600_000;

/** Typical television networks for the time slot of a game; they are not a record of the real broadcasts. */
export function broadcastNames(recording: Recording, game: ScheduledGame): string[] {
  const easternHours = new Date(game.kickoff - 4 * HOUR);
  const day = easternHours.getUTCDay();
  const evening = easternHours.getUTCHours() >= 18;
  if (day === 4 && evening) {
    return ['Prime Video'];
  }
  if (day === 1 && evening) {
    return ['ESPN', 'ABC'];
  }
  if (day === 0 && evening) {
    return ['NBC', 'Peacock'];
  }
  if (easternHours.getUTCHours() < 11) {
    return ['NFL NET'];
  }
  return [requireTeam(recording, game.away).conference === 'AFC' ? 'CBS' : 'FOX'];
}

/** Builds the broadcast fields of a competition. */
export function broadcasts(names: string[], shape: Shape) {
  return {
    broadcasts: [{ market: 'national', names }],
    ...(shape === '2025' ? { broadcast: names.join('/') } : {}),
    geoBroadcasts: names.map((name) => ({
      type: { id: '1', shortName: 'TV' },
      market: { id: '1', type: 'National' },
      media: { shortName: name },
      lang: 'en',
      region: 'us',
    })),
  };
}

export function venueOf(recording: Recording, game: ScheduledGame, shape: Shape): Competition['venue'] {
  const home = game.neutral ? undefined : recording.venues.get(game.home);
  const country = shape === '2025' ? { country: 'USA' } : {};
  if (home === undefined) {
    return { id: '0', fullName: 'Neutral site', address: { city: '', state: '', ...country }, indoor: false };
  }
  const { id, name, city, state, indoor } = home;
  return { id, fullName: name, address: { city, state, ...country }, indoor };
}

/** Makes up a betting line, always the same for a game. */
export function oddsOf(recording: Recording, game: ScheduledGame): Odds {
  const spread = Math.round(hashUnit(`${game.id}:spread`) * 26 - 14) / 2 - 0.5;
  const overUnder = 38 + Math.round(hashUnit(`${game.id}:total`) * 28) / 2;
  const homeFavoured = spread < 0;
  return {
    provider: { id: '100', name: 'Draft Kings', priority: 1 },
    details: spread === 0 ? 'EVEN' : `${homeFavoured ? game.home : game.away} -${Math.abs(spread)}`,
    overUnder,
    spread,
    awayTeamOdds: teamOdds(recording, game.away, spread > 0, homeFavoured),
    homeTeamOdds: teamOdds(recording, game.home, homeFavoured, spread > 0),
  };
}

function teamOdds(recording: Recording, abbr: string, favorite: boolean, underdog: boolean) {
  const { id, uid, abbreviation, name, displayName, logo } = scoreboardTeam(recording, abbr);
  return { favorite, underdog, team: { id, uid, abbreviation, name, displayName, logo } };
}
