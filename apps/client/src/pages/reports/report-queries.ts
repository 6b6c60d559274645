import {
  type CreateReport,
  type Report,
  type ReportState,
  reportCreatedSchema,
  reportDocumentSchema,
  reportEventSchema,
  reportSchema,
  reportSummariesSchema,
} from '@sunday-live/contract';
import { keepPreviousData, type QueryClient, queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { getJson, sendJson } from '../../http/http.js';
import { liveSocket } from '../../live/socket-transport.js';

/** Progress arrives by the socket; without one, poll at this interval. */
const POLL_MS = 2_000;
const UNDER_WAY: ReadonlySet<ReportState> = new Set(['queued', 'running', 'ready']);

export function isUnderWay({ state }: { readonly state: ReportState }): boolean {
  return UNDER_WAY.has(state);
}

const path = (id: string, more = ''): string => `/api/reports/${encodeURIComponent(id)}${more}`;

export const reportsQuery = queryOptions({
  queryKey: ['reports'],
  queryFn: ({ signal }) => getJson('/api/reports', reportSummariesSchema, signal),
  refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? POLL_MS : false),
});

export function reportQuery(id: string) {
  return queryOptions({
    queryKey: ['report', id],
    queryFn: ({ signal }) => getJson(path(id), reportSchema, signal),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? POLL_MS : false),
  });
}

/** Reads the document. @param done number of finished tasks; each adds a section */
export function documentQuery(id: string, done: number) {
  return queryOptions({
    queryKey: ['report-document', id, done],
    queryFn: ({ signal }) => getJson(path(id, '/document'), reportDocumentSchema, signal),
    // the last document stays while the next one loads
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Requests a report. @returns its id */
export async function askForReport(wanted: CreateReport): Promise<string> {
  return reportCreatedSchema.parse(await sendJson('POST', '/api/reports', wanted)).id;
}

export async function retryReport(id: string): Promise<void> {
  await sendJson('POST', path(id, '/retry'));
}

/** @returns the new report's id */
export async function rebuildReport(id: string): Promise<string> {
  return reportCreatedSchema.parse(await sendJson('POST', path(id, '/rebuild'))).id;
}

export async function shareReport({ id }: Pick<Report, 'id'>, shared: boolean): Promise<void> {
  await sendJson('PUT', path(id, '/share'), { shared });
}

/** Cancels a running report, or removes a finished one. */
export async function removeReport(id: string): Promise<void> {
  await sendJson('DELETE', path(id));
}

/** Reads the list, and one report, again. */
export async function refreshReports(client: QueryClient, id?: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: reportsQuery.queryKey }),
    ...(id === undefined ? [] : [client.invalidateQueries({ queryKey: ['report', id] })]),
  ]);
}

/** Refreshes reports on the server's events while the page is open. Without a socket, polling does. */
export function useReportNews(): void {
  const client = useQueryClient();
  useEffect(() => listen(client), [client]);
}

function listen(client: QueryClient): () => void {
  const socket = liveSocket();
  socket.on('report', (payload: unknown) => {
    void refreshReports(client, reportEventSchema.parse(payload).id);
  });
  return () => {
    socket.disconnect();
  };
}
