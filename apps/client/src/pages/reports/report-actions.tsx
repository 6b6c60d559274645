import type { Report } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useAction } from '../../http/use-action.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Problem } from '../../ui/form.js';
import { COPY_ADDRESS, useCopy } from '../../ui/hooks.js';
import {
  isUnderWay,
  rebuildReport,
  refreshReports,
  removeReport,
  retryReport,
  shareReport,
} from './report-queries.js';
import styles from './reports-page.module.css';

/** The actions on a report; readers by link can only print it. */
export function ReportActions({ report }: { readonly report: Report }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const action = useAction();
  const { said, copy } = useCopy(COPY_ADDRESS);
  const { id, state, own, shared, outdated, league } = report;
  const then = (work: () => Promise<void>) =>
    action.run(async () => {
      await work();
      await refreshReports(client, id);
    });
  const remove = async () => {
    await removeReport(id);
    if (!isUnderWay(report)) go('/reports');
  };
  const share = async () => {
    if (!shared) await shareReport(report, true);
    copy(window.location.href, 'Link copied.');
  };
  return (
    <div className={styles.actions}>
      {state === 'complete' && (
        <button type="button" className="button" onClick={() => window.print()}>
          Print or save as PDF
        </button>
      )}
      {own && (
        <>
          {(state === 'failed' || state === 'cancelled') && (
            <button
              type="button"
              className="button primary"
              disabled={action.busy}
              onClick={() => then(() => retryReport(id))}
            >
              Try again
            </button>
          )}
          {outdated && !isUnderWay(report) && (
            <button
              type="button"
              className="button primary"
              disabled={action.busy}
              onClick={() => action.run(async () => go(`/reports/${await rebuildReport(id)}`))}
            >
              Build again
            </button>
          )}
          <button type="button" className="button" disabled={action.busy} onClick={() => then(share)}>
            {shared ? 'Copy the link' : `Share with ${league.name}`}
          </button>
          {shared && (
            <button
              type="button"
              className="button"
              disabled={action.busy}
              onClick={() => then(() => shareReport(report, false))}
            >
              Stop sharing
            </button>
          )}
          {isUnderWay(report) ? (
            <button type="button" className="button" disabled={action.busy} onClick={() => then(remove)}>
              Cancel
            </button>
          ) : (
            <ConfirmButton
              label="Remove"
              question="This report will be gone, for those who have its link too."
              busy={action.busy}
              onConfirm={() => then(remove)}
            />
          )}
        </>
      )}
      {said !== '' && shared && (
        <p role="status" className="quiet">
          {said} Members of {league.name} can read the report there.
        </p>
      )}
      <Problem words={action.problem} />
    </div>
  );
}
