import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, QueryRunner } from 'typeorm';
import { withQueryLimit } from '../platform/database/session.js';

/**
 * A sent statement, and the number of rows and blocks that its plan really read. PostgreSQL does not count rows that an
 * index skips, but they lie in blocks.
 */
export interface ExplainedStatement {
  readonly sql: string;
  readonly visited: number;
  /** The statement was sent by work inside `asked.run`, and not by what a server does by itself, such as following the log. */
  readonly isAsked: boolean;
}

/** Run work inside it to tell its statements from those of the server's own timers. */
export const asked = new AsyncLocalStorage<true>();

interface PlanNode {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Blocks include those of all child nodes. */
interface Plan extends PlanNode {
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

type Query = (sql: string, parameters?: unknown[]) => Promise<unknown>;

/** A plan that compares every pair of rows takes minutes; others take seconds even on a busy machine. */
const EXPLAINED_WITHIN_MS = 15_000;
/** Statements that EXPLAIN accepts; the others concern transactions and cursors. */
const EXPLAINABLE = /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE|DECLARE)\b/i;

/**
 * Runs every statement of the source twice from now on: first with EXPLAIN ANALYZE, which is rolled back, then
 * normally.
 * @returns the statements in order; the caller empties the list after reading it
 */
export function explained(db: DataSource): ExplainedStatement[] {
  const statements: ExplainedStatement[] = [];
  const create = db.createQueryRunner.bind(db);
  db.createQueryRunner = (mode) => {
    const runner = create(mode);
    const send = runner.query.bind(runner) as Query;
    const query = async (sql: string, ...rest: [parameters?: unknown[]]): Promise<unknown> => {
      if (EXPLAINABLE.test(sql)) {
        const isAsked = asked.getStore() === true;
        statements.push({ sql, visited: await visitedBy(runner, send, sql, rest[0]), isAsked });
      }
      return send(sql, ...rest);
    };
    Object.defineProperty(runner, 'query', { value: query });
    return runner;
  };
  return statements;
}

async function visitedBy(
  runner: QueryRunner,
  send: Query,
  sql: string,
  parameters: unknown[] | undefined,
): Promise<number> {
  const inside = runner.isTransactionActive;
  await send(inside ? 'SAVEPOINT explained' : 'BEGIN');
  const answer = await withQueryLimit(EXPLAINED_WITHIN_MS, () =>
    send(`EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${sql}`, parameters),
  ).catch((cause: unknown) => {
    throw new Error(`not explained within ${EXPLAINED_WITHIN_MS} ms: ${sql}`, { cause });
  });
  await send(inside ? 'ROLLBACK TO SAVEPOINT explained' : 'ROLLBACK');
  const [row] = answer as { 'QUERY PLAN': { Plan: Plan }[] }[];
  const [plan] = row?.['QUERY PLAN'] ?? [];
  if (plan === undefined) throw new Error(`no plan for ${sql}`);
  return plan.Plan['Shared Hit Blocks'] + plan.Plan['Shared Read Blocks'] + visited(plan.Plan);
}

/** Counts every row that a node returned or filtered out, in all its loops. */
function visited(node: PlanNode): number {
  const once =
    node['Actual Rows'] +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Join Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0);
  return once * node['Actual Loops'] + (node.Plans ?? []).reduce((sum, below) => sum + visited(below), 0);
}
