import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AnswerCaching } from './answer-caching.js';
import { DocsController } from './docs.controller.js';
import { LimitInterceptor } from './limit.interceptor.js';
import { OpenApiDocument } from './openapi-document.js';
import { RateLimit } from './rate-limit.js';
import { Routes } from './routes.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [DocsController],
  providers: [
    OpenApiDocument,
    RateLimit,
    Routes,
    { provide: APP_INTERCEPTOR, useClass: LimitInterceptor },
    { provide: APP_INTERCEPTOR, useClass: AnswerCaching },
  ],
  exports: [OpenApiDocument, RateLimit, Routes],
})
export class HttpModule {}
