import { COPY_BY_HAND, useCopy } from '../../ui/hooks.js';
import styles from './leagues-page.module.css';
import { joinLink, spacedCode } from './model/league-words.js';

/** The code of a league, to copy and share. */
export function Invite({ code }: { readonly code: string }) {
  const { said, copy } = useCopy(COPY_BY_HAND);
  return (
    <section className={styles.panel} aria-labelledby="invite">
      <h2 id="invite">Invite</h2>
      <output className={styles.code}>{spacedCode(code)}</output>
      <div className="buttons">
        <button type="button" className="button" onClick={() => copy(code, 'Code copied.')}>
          Copy code
        </button>
        <button
          type="button"
          className="button"
          onClick={() => copy(joinLink(location.origin, code), 'Link copied.')}
        >
          Copy link
        </button>
      </div>
      <p role="status" className="quiet">
        {said}
      </p>
    </section>
  );
}
