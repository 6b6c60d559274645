import { Global, Module } from '@nestjs/common';
import { Chores } from './chores.js';

/** Cleaning: features register what they clean with `Chores`. */
@Global()
@Module({ providers: [Chores], exports: [Chores] })
export class ChoresModule {}
