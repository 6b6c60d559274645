import {
  type CallHandler,
  type ExecutionContext,
  Global,
  Injectable,
  Module,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_INTERCEPTOR, Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { type Observable, tap } from 'rxjs';
import { ACCESS, type Access } from '../http/access.js';
import { AuditLog } from './audit-log.js';
import { AUDIT, type AuditDeclaration, rememberAuthor } from './author.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Ensures that every change by an admin is audited: a request fails when its route declares no audit, or records
 * nothing.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly audit: AuditLog,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const declared = this.reflector.get<AuditDeclaration | undefined>(AUDIT, context.getHandler());
    if (declared === undefined) {
      if (this.isAdmins(context) && !READS.has(request.method))
        throw new Error(`${nameOf(context)} declares no audit`);
      return next.handle();
    }
    if ('nothing' in declared) return next.handle();
    const author = rememberAuthor(request, declared.action);
    return next.handle().pipe(
      tap({
        complete: () => {
          if (!this.audit.hasAccountedFor(author)) throw new Error(`${nameOf(context)} recorded nothing`);
        },
      }),
    );
  }

  private isAdmins(context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<Access | undefined>(ACCESS, targets) === 'admin';
  }
}

function nameOf(context: ExecutionContext): string {
  return `${context.getClass().name}.${context.getHandler().name}`;
}

/** Provides `AuditLog`, and the interceptor that checks that every change by an admin is recorded. */
@Global()
@Module({
  providers: [AuditLog, { provide: APP_INTERCEPTOR, useClass: AuditInterceptor }],
  exports: [AuditLog],
})
export class AuditModule {}
