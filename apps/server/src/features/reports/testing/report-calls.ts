import {
  type Report,
  type ReportDocument,
  reportCreatedSchema,
  reportDocumentSchema,
  reportSchema,
} from '@sunday-live/contract';
import { until } from '../../../testing/index.js';
import type { Caller } from '../../calendar/testing/api.js';

const PATIENCE_MS = 120_000;

/** Requests a report. @throws when it is refused */
export async function ask(who: Caller, body: object): Promise<string> {
  const { status, body: answer, text } = await who.post('/api/reports', body);
  if (status !== 202) throw new Error(`refused: ${status} ${text}`);
  return reportCreatedSchema.parse(answer).id;
}

export async function report(who: Caller, id: string): Promise<Report> {
  return reportSchema.parse((await who.get(`/api/reports/${id}`)).body);
}

export async function documentOf(who: Caller, id: string): Promise<ReportDocument> {
  return reportDocumentSchema.parse((await who.get(`/api/reports/${id}/document`)).body);
}

/** Waits until the report is in one of these states. */
export async function reaches(who: Caller, id: string, ...states: Report['state'][]): Promise<Report> {
  return until(async () => {
    const now = await report(who, id);
    return states.includes(now.state) ? now : null;
  }, PATIENCE_MS);
}

/** Returns a document without the parts that differ between two reports on the same data. */
export function contentOf({ sections, players, league, season }: ReportDocument): object {
  return { sections, players, league, season };
}
