import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DocsController } from './docs.controller.js';
import { OpenApiDocument } from './openapi-document.js';
import { RateLimit } from './rate-limit.js';
import { Routes } from './routes.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [DocsController],
  providers: [OpenApiDocument, RateLimit, Routes],
  exports: [RateLimit, Routes],
})
export class HttpModule {}
