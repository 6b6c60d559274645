import { counted, type PushPayload, place, plain, zonedMoment } from '@sunday-live/contract';
import { teamName } from '../../mails/mail-words.js';
import { nameOfWeek, phraseOfWeek, seasonSearch } from '../../slate/week-key.js';
import { isTurn, type LeadNews, type News } from '../news/news.js';

/** A message as the service worker shows it. */
export type Message = PushPayload;

interface Said {
  readonly title: string;
  readonly body: string;
  readonly path: string;
}

/**
 * News of one player as one message.
 * @param news at least one, oldest first
 * @param timeZone the player's
 */
export function messageOf(news: readonly News[], timeZone: string, silent: boolean): Message {
  const said = sorted(joined(news)).map((each) => words(each, timeZone));
  const [first] = said;
  if (first === undefined) throw new Error('a message tells something');
  return {
    ...(said.length === 1
      ? first
      : {
          title: first.title,
          body: [first.body, ...said.slice(1).map(({ title, body }) => `${title}. ${body}`)].join('\n'),
          path: first.path,
        }),
    tag: news.every(isTurn) ? 'scores' : 'week',
    silent,
  };
}

/** The one by which players find out whether it works. */
export function testMessage(silent: boolean): Message {
  return {
    title: 'It works',
    body: 'This is how Sunday Live will tell you.',
    path: '/profile',
    tag: 'test',
    silent,
  };
}

/** What somebody has to act on comes first. */
const ORDER: readonly News['kind'][] = ['deadline', 'lead', 'banker', 'result'];

function sorted<N extends Spoken>(news: readonly N[]): N[] {
  return [...news].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** News; a lead with the tables that it is about. */
type Spoken =
  | Exclude<News, LeadNews>
  | (Omit<LeadNews, 'scope'> & { readonly scopes: readonly LeadNews['scope'][] });

/** The day's and the week's lead taken or lost together are one thing. */
function joined(news: readonly News[]): Spoken[] {
  const leads = news.filter((each) => each.kind === 'lead');
  const others = news.filter((each) => each.kind !== 'lead');
  const spoken: Spoken[] = [...others];
  for (const lead of leads) {
    const same = leads.filter((each) => each.value === lead.value && each.league.id === lead.league.id);
    // told with the last of them, whose points are the newest
    if (same.at(-1) === lead) spoken.push({ ...lead, scopes: same.map(({ scope }) => scope) });
  }
  return spoken;
}

function words(news: Spoken, timeZone: string): Said {
  switch (news.kind) {
    case 'lead': {
      const { league, leader, points, value, sharedWith } = news;
      const tables = [...new Set(news.scopes)].sort().join(' and the ');
      const path = `/live/${encodeURIComponent(league.id)}`;
      if (value === 'first') {
        const others = sharedWith === 0 ? '' : `, level with ${counted(sharedWith, 'other')}`;
        return {
          title: `You lead the ${tables}`,
          body: `${league.name}: ${counted(points, 'point')}${others}.`,
          path,
        };
      }
      return {
        title: `You lost the lead of the ${tables}`,
        body: `${league.name}: ${leader.name} leads with ${plain(leader.points)}, you have ${plain(points)}.`,
        path,
      };
    }
    case 'banker':
      return {
        title: `Your banker ${news.value === 'winning' ? 'leads again' : 'fell behind'}`,
        body: `${teamName(news.team)}: ${news.score}.`,
        path: '/live',
      };
    case 'deadline':
      return {
        title: news.card
          ? `Your card for ${phraseOfWeek(news)} lacks picks`
          : `No card for ${phraseOfWeek(news)} yet`,
        body: `The next picks lock on ${zonedMoment(news.at, timeZone)}.`,
        path: `/card/${weekAddress(news)}`,
      };
    case 'result':
      return {
        title: `${nameOfWeek(news)}: ${counted(news.points, 'point')}`,
        body: `Place ${place(news.rank, news.shared)} of ${news.players}.`,
        path: `/results/${weekAddress(news)}`,
      };
  }
}

type WeekOfNews = Pick<Extract<News, { kind: 'deadline' | 'result' }>, 'season' | 'seasonType' | 'week'>;

function weekAddress({ season, seasonType, week }: WeekOfNews): string {
  return season === null ? String(week) : `${week}${seasonSearch({ season, seasonType })}`;
}
