import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { widgetSchema } from '@sunday-live/contract';
import type { Request, Response } from 'express';
import { Public } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { WidgetsService } from './widgets.service.js';

@Public()
@Controller('api/widgets')
export class WidgetsController {
  constructor(private readonly widgets: WidgetsService) {}

  @Get(':league')
  @ApiRoute({
    summary: 'The first places of an open league whose commissioner lets other sites show them',
    response: widgetSchema,
    errors: ['not-found'],
  })
  async widget(
    @Param('league') league: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { json, tag } = await this.widgets.read(league);
    await json.send(request, response, tag);
  }
}
