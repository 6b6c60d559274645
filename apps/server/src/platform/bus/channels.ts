/** A new event in the slate log: `{epoch, seq}` as JSON, possibly with the event itself. A hint: it may get lost. */
export const SLATE_CHANNEL = 'slate';
/** The feed's state changed. */
export const FEED_CHANNEL = 'feed';
/** An admin has switched something: read the switches anew. */
export const SWITCHES_CHANNEL = 'switches';
/** Something to tell one player: `{player, event, payload}` as JSON. */
export const PLAYER_CHANNEL = 'player';
/** A report's tasks wait to be sent to the queues: its id. */
export const REPORT_CHANNEL = 'report';
/** A session ended: `{session, player}` as JSON. */
export const SESSION_CHANNEL = 'session';
