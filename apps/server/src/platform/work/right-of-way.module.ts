import { Global, Module } from '@nestjs/common';
import { RightOfWay } from './right-of-way.js';

@Global()
@Module({ providers: [RightOfWay], exports: [RightOfWay] })
export class RightOfWayModule {}
