import { zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import * as contract from '@sunday-live/contract';
import { ZodType } from 'zod';

let named = false;

/** Names every schema of the contract, `leagueSummarySchema` as `LeagueSummary`: generated clients get types with names. */
export function nameContractSchemas(): void {
  if (named) return;
  named = true;
  for (const [key, schema] of Object.entries(contract)) {
    if (!(schema instanceof ZodType) || !key.endsWith('Schema') || zodToOpenAPIRegistry.has(schema)) continue;
    const refId = `${key.charAt(0).toUpperCase()}${key.slice(1, -'Schema'.length)}`;
    zodToOpenAPIRegistry.add(schema, { _internal: { refId } });
  }
}
