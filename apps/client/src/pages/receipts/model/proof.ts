import type { Correction, Receipt, ReceiptContent, ReceiptPart } from '@sunday-live/contract';
import { sha256 } from '../../../http/sha256.js';

/** A card in the form in which it is compared. */
export interface CardWords {
  readonly picks: Readonly<Record<string, 'home' | 'away'>>;
  readonly banker: string | null;
  readonly joker: boolean;
}

/**
 * `proved`: the hash matches and the card is unchanged; `by-rule`: only rules of the season changed it;
 * `corrected`: it differs, and an admin gave a reason; `broken`: none of these.
 */
export type Verdict = 'proved' | 'by-rule' | 'corrected' | 'broken';

/** Computes the SHA-256 of a receipt's nonce and content in this browser, in hex. */
export function hashOf({ nonce, content }: Pick<Receipt, 'nonce' | 'content'>): Promise<string> {
  return sha256(`${nonce}\n${content}`);
}

/** Returns eight characters that members can compare: a hash over the hashes of all cards shown, in order. */
export async function sealOf(receipts: readonly Receipt[]): Promise<string> {
  const hashes = receipts.map(({ hash }) => hash).sort();
  return (await hashOf({ nonce: String(hashes.length), content: hashes.join('\n') })).slice(0, 8);
}

/**
 * Checks whether a player's card is unchanged since the locks.
 * @param card the card that the league sees now; null: no card
 * @param corrections corrections of this player, by admins and by rules, oldest first
 */
export async function verdictOf(
  receipts: readonly Receipt[],
  parts: readonly ReceiptPart[],
  card: CardWords | null,
  corrections: readonly Correction[],
): Promise<Verdict> {
  for (const receipt of receipts) if ((await hashOf(receipt)) !== receipt.hash) return 'broken';
  const counting = new Set(parts.filter(({ superseded }) => !superseded).map(({ part }) => part));
  const then = receipts.filter(({ part }) => counting.has(part)).map(contentOf);
  const games = parts.filter(({ part }) => counting.has(part)).flatMap((part) => part.games);
  const same = (card: CardWords | null): boolean => sameAs(then, card, games);
  if (corrections.length === 0) return same(card) ? 'proved' : 'broken';
  const [first] = corrections;
  const last = corrections.at(-1);
  const explained = first !== undefined && (then.length === 0 || same(first.before));
  if (!explained || last === undefined || !sameCard(last.after, card, games)) return 'broken';
  return corrections.every(({ rule }) => rule !== null) ? 'by-rule' : 'corrected';
}

/** Parses a receipt's content. */
export function contentOf(receipt: Receipt): ReceiptContent {
  return JSON.parse(receipt.content) as ReceiptContent;
}

function sameAs(then: readonly ReceiptContent[], card: CardWords | null, games: readonly string[]): boolean {
  const whole: CardWords = {
    picks: Object.assign({}, ...then.map(({ picks }) => picks)),
    banker: then.find(({ banker }) => banker !== null)?.banker ?? null,
    joker: then.some(({ joker }) => joker),
  };
  return sameCard(whole, card, games);
}

/** Compares picks in these games, and banker and joker if the banker is among them. */
function sameCard(a: CardWords, b: CardWords | null, games: readonly string[]): boolean {
  if (b === null) return Object.keys(a.picks).length === 0;
  const among = (card: CardWords) =>
    card.banker !== null && games.includes(card.banker) ? card.banker : null;
  const joker = (card: CardWords) => among(card) !== null && card.joker;
  return games.every((id) => a.picks[id] === b.picks[id]) && among(a) === among(b) && joker(a) === joker(b);
}
