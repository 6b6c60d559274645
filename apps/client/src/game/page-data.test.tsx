import type { LeagueSummary } from '@sunday-live/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Router } from 'wouter';
import { HttpError } from '../http/http.js';
import { PageData, PageLeague } from './page-data.js';

function query<T>(data: T | undefined, failed = false, error?: HttpError): UseQueryResult<T> {
  const refetch = () => Promise.resolve();
  return { data, isLoadingError: failed, error, refetch } as unknown as UseQueryResult<T>;
}

function page(one: UseQueryResult<string>, other: UseQueryResult<number>): string {
  return renderToStaticMarkup(
    <PageData of={{ one, other }} failed="The week did not load" missing="No such week">
      {(data) => <p>{`${data.one} ${data.other}`}</p>}
    </PageData>,
  );
}

describe('a page', () => {
  it('appears when all of its data is there', () => {
    expect(page(query('week'), query(8))).toBe('<p>week 8</p>');
  });

  it('waits while some of it is missing', () => {
    const waiting = page(query('week'), query<number>(undefined));
    expect(waiting).toContain('aria-busy="true"');
    expect(waiting).not.toContain('week');
  });

  it('says what did not load, with a button to try again, even while another part is missing', () => {
    const failed = page(query<string>(undefined), query<number>(undefined, true));
    expect(failed).toContain('The week did not load');
    expect(failed).toContain('Try again');
  });

  it('says that there is no such thing when the server knows none, and only then', () => {
    const failedWith = (status: number, code: string) =>
      page(query('week'), query<number>(undefined, true, new HttpError(status, code, 'no')));
    expect(failedWith(404, 'not-found')).toBe('No such week');
    expect(failedWith(500, 'internal')).toContain('The week did not load');
  });

  it('is about the league of its address, by default the largest, and about no other', () => {
    const leagues = [
      { id: 'everyone', members: 60 },
      { id: 'office', members: 8 },
    ] as LeagueSummary[];
    const of = (asked?: string) =>
      renderToStaticMarkup(
        <Router ssrPath="/">
          <PageLeague leagues={leagues} asked={asked}>
            {({ id }) => id}
          </PageLeague>
        </Router>,
      );
    expect([of(), of('everyone')]).toEqual(['office', 'everyone']);
    expect(of('strangers')).toContain('Not your league');
  });
});
