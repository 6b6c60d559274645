import { Global, Module } from '@nestjs/common';
import { Clock } from './clock.js';
import { ClockWatch } from './clock-watch.js';

@Global()
@Module({ providers: [Clock, ClockWatch], exports: [Clock, ClockWatch] })
export class ClockModule {}
