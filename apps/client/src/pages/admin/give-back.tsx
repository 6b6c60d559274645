import {
  type AdminGame,
  counted,
  dayAndTime,
  type GameReturn,
  gameReturnSchema,
} from '@sunday-live/contract';
import { sendJson } from '../../http/http.js';
import { useZone } from '../../ui/zone.js';
import { AskWhy } from './ask-why.js';
import { Loaded, useAdmin } from './section.js';
import { scoreWords } from './words.js';

interface GiveBackProps {
  readonly entry: AdminGame;
  readonly onClose: () => void;
}

/** Gives a game back to the feed, after a look at what changes. */
export function GiveBack({ entry: { game, feed }, onClose }: GiveBackProps) {
  const zone = useZone();
  const path = `games/${encodeURIComponent(game.id)}`;
  const preview = useAdmin(`${path}/return`, gameReturnSchema);
  const name = `${game.away} at ${game.home}`;
  return (
    <Loaded query={preview}>
      {(change) => (
        <AskWhy
          title={`Give ${name} back`}
          consequence={
            feed === null
              ? 'The feed has said nothing since you took the game over. Its values stay until the feed says something else.'
              : `The game changes from ${scoreWords(game)} to ${scoreWords(feed)}, as the feed said at ${dayAndTime(feed.at, zone)}. ${changeWords(change)}`
          }
          label="Give it back"
          run={(why) => sendJson('PATCH', `/api/admin/${path}`, { byHand: false, why })}
          onClose={onClose}
        />
      )}
    </Loaded>
  );
}

function changeWords({ rows, leaders: { now, after } }: GameReturn): string {
  if (rows === 0) return 'Nobody’s points change.';
  const points = `The points of ${counted(rows, 'player')} change.`;
  if (now.join() === after.join()) return `${points} ${listed(now)} still leads the week.`;
  return `${points} The week is then led by ${listed(after)} instead of ${listed(now)}.`;
}

function listed(names: readonly string[]): string {
  return names.join(' and ');
}
