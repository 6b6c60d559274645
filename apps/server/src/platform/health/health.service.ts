import { Injectable } from '@nestjs/common';
import { withinTime } from '../timing/within-time.js';

/** null = works, else the reason why not. A check that throws or takes too long counts as a reason. */
export type HealthCheck = () => Promise<string | null>;

export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, string>>;
}

const CHECK_LIMIT_MS = 2000;

/** What has to work before this process may take traffic. Each part registers its own check. */
@Injectable()
export class HealthService {
  private readonly checks = new Map<string, HealthCheck>();

  register(part: string, check: HealthCheck): void {
    this.checks.set(part, check);
  }

  /** Asks every part at once; `parts` holds `ok` or the reason. */
  async readiness(): Promise<Readiness> {
    const answers = await Promise.all(
      [...this.checks].map(async ([part, check]) => [part, await reasonOf(check)] as const),
    );
    return {
      ready: answers.every(([, reason]) => reason === null),
      parts: Object.fromEntries(answers.map(([part, reason]) => [part, reason ?? 'ok'])),
    };
  }
}

async function reasonOf(check: HealthCheck): Promise<string | null> {
  try {
    return await withinTime(check(), CHECK_LIMIT_MS);
  } catch (error) {
    return error instanceof Error && error.message !== '' ? error.message : 'failed';
  }
}
