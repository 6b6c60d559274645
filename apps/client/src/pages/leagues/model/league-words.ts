import type { LeagueSummary } from '@sunday-live/contract';

/** `1 member`, `62 members`. */
export function memberCount(members: number): string {
  return members === 1 ? '1 member' : `${members} members`;
}

/** `ABCD 2345`: easier to read out; the server takes it with the gap. */
export function spacedCode(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)} ${code.slice(4)}` : code;
}

/** Where a code joins the league. */
export function joinLink(origin: string, code: string): string {
  return `${origin}/join/${encodeURIComponent(code)}`;
}

/** The code out of what somebody pasted: the code itself, or a whole link with it. */
export function codeFrom(typed: string): string {
  const link = /\/join\/([^/?#\s]+)/.exec(typed);
  return (link?.[1] ?? typed).trim();
}

/** What happens when a member leaves. */
export function leaveWords(league: Pick<LeagueSummary, 'name' | 'role' | 'members'>): string {
  if (league.members === 1) return `You are the last member: ${league.name} will be gone for good.`;
  if (league.role === 'commissioner')
    return `You leave the table of ${league.name}. The league goes to whoever has been a member for longest.`;
  return `You leave the table of ${league.name}. To come back you need the code.`;
}
