import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AnswerCaching } from './answer-caching.js';
import { DocsController } from './docs.controller.js';
import { LimitInterceptor } from './limit.interceptor.js';
import { OpenApiDocument } from './openapi-document.js';
import { RateLimitEntity } from './rate-limit.entity.js';
import { RateLimit } from './rate-limit.js';
import { Routes } from './routes.js';

@Global()
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([RateLimitEntity])],
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
