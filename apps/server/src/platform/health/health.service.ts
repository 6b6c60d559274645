import { Injectable } from '@nestjs/common';
import { withTimeout } from '../async/polling-loop.js';

/** Returns null when the part works, otherwise the reason. A check that throws or takes too long counts as failed. */
export type HealthCheck = () => Promise<string | null>;

export type HealthStatus = 'ready' | 'degraded' | 'unready';

export interface PartHealth {
  readonly status: HealthStatus;
  readonly reason?: string;
}

export interface Readiness {
  /** The worst status of all parts. */
  readonly status: HealthStatus;
  readonly parts: Readonly<Record<string, PartHealth>>;
}

/** `needed`: this process takes no traffic while the part fails. `helpful`: it is only degraded. */
type Need = 'needed' | 'helpful';

interface Part {
  readonly check: HealthCheck;
  readonly need: Need;
}

const CHECK_LIMIT_MS = 2000;

/** Decides whether this process may take traffic. Each part registers its own check. */
@Injectable()
export class HealthService {
  private readonly checks = new Map<string, Part>();

  register(part: string, check: HealthCheck, need: Need = 'needed'): void {
    this.checks.set(part, { check, need });
  }

  /** Runs all checks at once. */
  async readiness(): Promise<Readiness> {
    const answers = await Promise.all(
      [...this.checks].map(async ([name, part]) => [name, await healthOf(part)] as const),
    );
    const found = new Set(answers.map(([, { status }]) => status));
    const status = found.has('unready') ? 'unready' : found.has('degraded') ? 'degraded' : 'ready';
    return { status, parts: Object.fromEntries(answers) };
  }
}

async function healthOf({ check, need }: Part): Promise<PartHealth> {
  const reason = await reasonOf(check);
  if (reason === null) return { status: 'ready' };
  return { status: need === 'needed' ? 'unready' : 'degraded', reason };
}

async function reasonOf(check: HealthCheck): Promise<string | null> {
  try {
    return await withTimeout(check(), CHECK_LIMIT_MS);
  } catch (error) {
    return error instanceof Error && error.message !== '' ? error.message : 'failed';
  }
}
