import type { Recording } from '../recording/recording.js';
import type { Team } from '../recording/schema.js';
import type { ScoreboardTeam } from './schema.js';

/** Builds the team object of a competitor. */
export function scoreboardTeam(recording: Recording, abbr: string): ScoreboardTeam {
  const team = requireTeam(recording, abbr);
  return {
    id: team.espnId,
    uid: `s:20~l:28~t:${team.espnId}`,
    location: team.town,
    name: team.nickname,
    abbreviation: team.abbr,
    displayName: `${team.town} ${team.nickname}`,
    shortDisplayName: team.nickname,
    color: team.primary.slice(1),
    alternateColor: team.secondary.slice(1),
    isActive: true,
    venue: { id: recording.venues.get(abbr)?.id ?? '0' },
    links: [
      {
        rel: ['clubhouse', 'desktop', 'team'],
        href: `https://www.espn.com/nfl/team/_/name/${team.abbr.toLowerCase()}`,
        text: 'Clubhouse',
        isExternal: false,
        isPremium: false,
      },
    ],
    logo: `https://a.espncdn.com/i/teamlogos/nfl/500/scoreboard/${team.abbr.toLowerCase()}.png`,
  };
}

/** Builds the team in the form of `week.teamsOnBye`. */
export function byeTeam(recording: Recording, abbr: string) {
  const {
    color: _color,
    alternateColor: _alternate,
    venue: _venue,
    ...team
  } = scoreboardTeam(recording, abbr);
  return team;
}

export function requireTeam(recording: Recording, abbr: string): Team {
  const team = recording.teams.get(abbr);
  if (team === undefined) {
    throw new Error(`unknown team ${abbr}`);
  }
  return team;
}

export function link(rel: string[], path: string, text: string) {
  return {
    language: 'en-US',
    rel,
    href: `https://www.espn.com/${path}`,
    text,
    shortText: text,
    isExternal: false,
    isPremium: false,
  };
}
