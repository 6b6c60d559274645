import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request as ExpressRequest, Response as ExpressResponse } from 'express';
import { CONFIG, type Config } from '../../config/config.js';
import { Public } from '../../platform/http/access.js';
import { OpenApiDocument } from '../../platform/http/openapi-document.js';
import { nameRoute } from '../../platform/http/request-log.js';
import { authApi } from './auth-api.js';
import { AuthGateway } from './auth-gateway.js';
import { authRoutePattern } from './auth-routes.js';

/** /api/auth/…: sign-up, sign-in, sign-out, verification, reset, second factor. */
@Controller('api/auth')
@Public()
export class AuthController {
  constructor(
    private readonly gateway: AuthGateway,
    @Inject(CONFIG) private readonly config: Config,
    document: OpenApiDocument,
  ) {
    document.add(authApi());
  }

  @Get('*path')
  async read(@Req() request: ExpressRequest, @Res() response: ExpressResponse): Promise<void> {
    await this.pass(request, response);
  }

  @Post('*path')
  async change(@Req() request: ExpressRequest, @Res() response: ExpressResponse): Promise<void> {
    await this.pass(request, response);
  }

  private async pass(request: ExpressRequest, response: ExpressResponse): Promise<void> {
    const url = this.addressOf(request);
    nameRoute(request, authRoutePattern(request.method, url.pathname.slice('/api/auth/'.length)));
    const answer = await this.gateway.answer({
      method: request.method === 'POST' ? 'POST' : 'GET',
      url,
      headers: request.headers,
      address: request.ip ?? 'unknown',
      body: request.body,
    });
    response.status(answer.status);
    for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value);
    for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie);
    response.setHeader('Cache-Control', 'no-store');
    response.send(Buffer.from(await answer.arrayBuffer()));
  }

  /** Returns path and query at our own address: a request line may name any host, or an invalid one. */
  private addressOf({ path, originalUrl }: ExpressRequest): URL {
    const url = new URL(this.config.publicUrl);
    const query = originalUrl.indexOf('?');
    url.pathname = path;
    url.search = query < 0 ? '' : originalUrl.slice(query);
    return url;
  }
}
