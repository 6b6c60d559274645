import * as contract from '@sunday-live/contract';
import { z } from 'zod';

let named = false;

/**
 * Names every schema of the contract, for example `leagueSummarySchema` as `LeagueSummary`, so that generated clients
 * get named types.
 */
export function nameContractSchemas(): void {
  if (named) return;
  named = true;
  for (const [key, schema] of Object.entries(contract)) {
    if (!(schema instanceof z.core.$ZodType) || !key.endsWith('Schema') || z.globalRegistry.has(schema))
      continue;
    const id = `${key.charAt(0).toUpperCase()}${key.slice(1, -'Schema'.length)}`;
    z.globalRegistry.add(schema, { id });
  }
}
