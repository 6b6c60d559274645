import { counted, type League, type Member } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { handOver, refreshLeagues, removeMember, useMembers } from '../../game/league-queries.js';
import { useAction } from '../../http/use-action.js';
import { Badge } from '../../ui/badge.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Problem } from '../../ui/form.js';
import { MoreRows } from '../../ui/more-rows.js';
import { NOBODY_FOUND, SearchInput } from '../../ui/search-input.js';
import { useFilter } from '../../ui/use-address.js';
import styles from './leagues-page.module.css';

/** Longer lists are searched by name. */
const SHORT = 20;

interface MemberListProps {
  readonly league: League;
  /** The own player's id. */
  readonly me: string;
  /** Whether the player is the commissioner. */
  readonly runs: boolean;
}

/** The members; the commissioner can remove them and hand the league over. */
export function MemberList({ league, me, runs }: MemberListProps) {
  const client = useQueryClient();
  const action = useAction({ 'not-found': 'This player has left already. Reload the page.' });
  const [sought, setSought] = useFilter('member', '');
  const members = useMembers(league.id, useDeferredValue(sought.trim()));
  const act = (work: () => Promise<void>) =>
    action.run(async () => {
      await work();
      await refreshLeagues(client, league.id);
    });
  const pages = members.data?.pages ?? [];
  const shown = pages.flatMap(({ rows }) => rows);
  const total = pages.at(-1)?.total ?? 0;
  return (
    <section className="stack" aria-labelledby="members">
      <h2 id="members">Members</h2>
      {league.memberCount > SHORT && (
        <search className="field">
          <SearchInput
            label="Find a member"
            placeholder="A part of the name"
            value={sought}
            onChange={setSought}
          />
        </search>
      )}
      <Problem words={action.problem} />
      {members.isPending && <p role="status">Loading the members…</p>}
      {members.isLoadingError && (
        <>
          <Problem words="The members did not load. Check your connection, then try again." />
          <button type="button" className="button" onClick={() => void members.refetch()}>
            Try again
          </button>
        </>
      )}
      {sought.trim() !== '' && members.data && (
        <p role="status" className="quiet">
          {total === 0 ? NOBODY_FOUND : `${counted(total, 'member')} found`}
        </p>
      )}
      <ul className={styles.list}>
        {shown.map((member) => (
          <li key={member.id} className="entry" data-member={member.id}>
            <Badge team={member.team} />
            <span className={`${styles.who} whole-name`}>{member.name}</span>
            {member.id === me && <span className="tag">You</span>}
            {member.role === 'commissioner' && <span className="tag">Commissioner</span>}
            {runs && member.id !== me && (
              <MemberActions
                member={member}
                busy={action.busy}
                onRemove={() => act(() => removeMember(league.id, member.id))}
                onHandOver={() => act(() => handOver(league.id, member.id))}
              />
            )}
          </li>
        ))}
      </ul>
      <MoreRows list={members} shown={shown.length} total={total} />
    </section>
  );
}

interface MemberActionsProps {
  readonly member: Member;
  readonly busy: boolean;
  readonly onRemove: () => void;
  readonly onHandOver: () => void;
}

function MemberActions({ member, busy, onRemove, onHandOver }: MemberActionsProps) {
  return (
    <details className={styles.actions}>
      <summary aria-label={`Actions for ${member.name}`}>…</summary>
      <div className="buttons">
        <ConfirmButton
          label="Hand over"
          question={`${member.name} becomes the commissioner, you stay as a member.`}
          busy={busy}
          onConfirm={onHandOver}
        />
        <ConfirmButton
          label="Remove"
          question={`${member.name} leaves the league’s standings. With the code they can join again.`}
          busy={busy}
          onConfirm={onRemove}
        />
      </div>
    </details>
  );
}
