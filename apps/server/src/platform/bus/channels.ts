/** A new event in the slate log: `{epoch, seq}` as JSON, possibly with the event itself. A hint that may be lost. */
export const SLATE_CHANNEL = 'slate';
/** The feed's state changed. */
export const FEED_CHANNEL = 'feed';
/** An admin changed a switch: nodes read the switches again. */
export const SWITCHES_CHANNEL = 'switches';
/** An event for one player: `{player, event, payload}` as JSON. */
export const PLAYER_CHANNEL = 'player';
/** A session ended: `{session, player}` as JSON. */
export const SESSION_CHANNEL = 'session';
