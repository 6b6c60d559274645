import { Global, Module } from '@nestjs/common';
import { OutsideServices } from './outside-services.js';

/** Services outside of this server: inject `OutsideServices` where one is called. */
@Global()
@Module({ providers: [OutsideServices], exports: [OutsideServices] })
export class OutsideModule {}
