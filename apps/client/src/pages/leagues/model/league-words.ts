import type { LeagueSummary } from '@sunday-live/contract';

/** `1 member`, `62 members`. */
export function memberCount(members: number): string {
  return members === 1 ? '1 member' : `${members} members`;
}

/** Formats a code for reading aloud: `ABCD 2345`; the server ignores the space. */
export function spacedCode(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)} ${code.slice(4)}` : code;
}

/** Returns the link by which a code joins the league. */
export function joinLink(origin: string, code: string): string {
  return `${origin}/join/${encodeURIComponent(code)}`;
}

/** Extracts the code from pasted text: the code itself, or a link with it. */
export function codeFrom(typed: string): string {
  const link = /\/join\/([^/?#\s]+)/.exec(typed);
  return (link?.[1] ?? typed).trim();
}

/** Returns the consequence of leaving a league. */
export function leaveWords(league: Pick<LeagueSummary, 'name' | 'role' | 'members'>): string {
  if (league.members === 1) return `You are the last member: ${league.name} will be gone for good.`;
  if (league.role === 'commissioner')
    return `You leave the standings of ${league.name}. The member who joined first becomes the commissioner.`;
  return `You leave the standings of ${league.name}. To join again you need the code.`;
}
