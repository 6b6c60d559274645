import { Global, Module } from '@nestjs/common';
import { OutsideServices } from './outside-services.js';

/** Provides `OutsideServices`, which every caller of an external service informs about its calls. */
@Global()
@Module({ providers: [OutsideServices], exports: [OutsideServices] })
export class OutsideModule {}
