import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { MaintenanceInterceptor, Switches } from './switches.js';

/** Provides the switches that admins set for the whole installation. */
@Global()
@Module({
  providers: [Switches, { provide: APP_INTERCEPTOR, useClass: MaintenanceInterceptor }],
  exports: [Switches],
})
export class SwitchesModule {}
