import type { League, Member } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { handOver, refreshLeagues, removeMember } from '../../game/league-queries.js';
import { useAction } from '../../http/use-action.js';
import { Badge } from '../../ui/badge.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Problem } from '../../ui/problem.js';
import styles from './leagues-page.module.css';

/** Members before "Show all". */
const FIRST = 100;

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
  const [all, setAll] = useState(false);
  const act = (work: () => Promise<void>) =>
    action.run(async () => {
      await work();
      await refreshLeagues(client, league.id);
    });
  const shown = all ? league.members : league.members.slice(0, FIRST);
  return (
    <section className={styles.form} aria-labelledby="members">
      <h2 id="members">Members</h2>
      <Problem words={action.problem} />
      <ul className={styles.list}>
        {shown.map((member) => (
          <li key={member.id} className={styles.member} data-member={member.id}>
            <Badge team={member.team} />
            <span className={`${styles.who} whole-name`}>{member.name}</span>
            {member.id === me && <span className={styles.tag}>You</span>}
            {member.role === 'commissioner' && <span className={styles.tag}>Commissioner</span>}
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
      {shown.length < league.members.length && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          Show all {league.members.length}
        </button>
      )}
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
      <div className={styles.buttons}>
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
