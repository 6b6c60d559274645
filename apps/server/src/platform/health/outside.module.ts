import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OutsideServices } from './outside-services.js';
import { OutsideTroubleEntity } from './outside-trouble.entity.js';

/** Provides `OutsideServices`, which every caller of an external service informs about its calls. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([OutsideTroubleEntity])],
  providers: [OutsideServices],
  exports: [OutsideServices],
})
export class OutsideModule {}
