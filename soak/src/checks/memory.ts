import { collectGarbage, heapBytes, metricIn } from '@sunday-live/testing';
import type { Member } from '../system/member.js';
import type { Check } from './check.js';
import { type Sample, trendOf } from './trend.js';

const MIB = 2 ** 20;
/** Permitted rise of the fitted lines. A leak exceeds any limit if the run is long enough. */
const HEAP = { share: 0.1, bytes: 0 };
/** Buffers and compression, which do not count as heap. */
const OUTSIDE = { share: 0.15, bytes: 8 * MIB };
/** The allocator keeps the memory of a burst. */
const RESIDENT = { share: 0.15, bytes: 32 * MIB };

/** Memory of a process over the whole run, measured after garbage collection. */
export class MemoryWatch {
  private readonly heap: Sample[] = [];
  private readonly outside: Sample[] = [];
  private readonly resident: Sample[] = [];

  constructor(readonly member: Member) {}

  async look(): Promise<void> {
    const { member } = this;
    if (member.suspended || !member.up) return;
    await collectGarbage(member.inspector);
    const at = performance.now();
    this.heap.push({ at, value: await heapBytes(member.inspector) });
    const text = await (await fetch(`${member.url}/metrics`)).text();
    const metric = (name: string) => metricIn(text, name) ?? Number.NaN;
    this.outside.push({ at, value: metric('nodejs_external_memory_bytes') });
    this.resident.push({ at, value: metric('process_resident_memory_bytes') });
  }

  checks(): Check[] {
    const { name } = this.member;
    return [
      rise(`${name}: heap after garbage collection`, this.heap, HEAP),
      rise(`${name}: buffers outside the heap`, this.outside, OUTSIDE),
      rise(`${name}: resident memory`, this.resident, RESIDENT),
    ];
  }
}

function rise(what: string, samples: readonly Sample[], limit: typeof HEAP): Check {
  const trend = trendOf(samples);
  const wanted = `rises by ${limit.share * 100} %${limit.bytes > 0 ? ` or ${limit.bytes / MIB} MiB` : ''} at most`;
  if (trend === null) return { what, wanted, found: `${samples.length} looks: too few to tell`, ok: false };
  const { from, to, perMinute } = trend;
  const found =
    `${(from / MIB).toFixed(1)} to ${(to / MIB).toFixed(1)} MiB (${((to / from - 1) * 100).toFixed(1)} %, ` +
    `${(perMinute / 1024).toFixed(0)} KiB a minute, ${samples.length} looks)`;
  return { what, wanted, found, ok: to - from <= Math.max(limit.share * from, limit.bytes) };
}
