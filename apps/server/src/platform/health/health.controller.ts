import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../http/access.js';
import { HealthService } from './health.service.js';
import { Metrics } from './metrics.js';

@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly metrics: Metrics,
  ) {}

  @Get('healthz')
  @Public()
  alive(): { status: string } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Public()
  async ready(@Res() response: Response): Promise<void> {
    const readiness = await this.health.readiness();
    response
      .status(readiness.status === 'unready' ? 503 : 200)
      .setHeader('Cache-Control', 'no-store')
      .json(readiness);
  }

  @Get('metrics')
  @Public()
  async scrape(@Res() response: Response): Promise<void> {
    response
      .setHeader('Content-Type', this.metrics.registry.contentType)
      .send(await this.metrics.registry.metrics());
  }
}
