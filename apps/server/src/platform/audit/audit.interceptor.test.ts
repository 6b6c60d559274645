import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { lastValueFrom, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { AdminOnly, SignedIn } from '../http/access.js';
import { AuditInterceptor } from './audit.module.js';
import { AuditLog } from './audit-log.js';
import { Audited, ChangesNothing } from './author.js';

class SomeController {
  forgotten(): void {}
  change(): void {}
  preview(): void {}
  own(): void {}
}
const { change, preview, own } = Object.getOwnPropertyDescriptors(SomeController.prototype);
AdminOnly()(SomeController);
Audited('some.change')({}, 'change', change);
ChangesNothing('a preview')({}, 'preview', preview);
SignedIn()({}, 'own', own);

const interceptor = new AuditInterceptor(new Reflector(), new AuditLog());

async function answer(name: keyof SomeController, method: string): Promise<unknown> {
  const handler = SomeController.prototype[name];
  const context = new ExecutionContextHost([{ method }], SomeController, handler);
  return lastValueFrom(interceptor.intercept(context, { handle: () => of('done') }));
}

describe('a change by an admin', () => {
  it('fails when its route declares no audit', async () => {
    await expect(answer('forgotten', 'POST')).rejects.toThrow('SomeController.forgotten declares no audit');
    expect(await answer('forgotten', 'GET')).toBe('done');
    expect(await answer('own', 'POST')).toBe('done');
  });

  it('fails when nothing was recorded', async () => {
    await expect(answer('change', 'POST')).rejects.toThrow('SomeController.change recorded nothing');
    expect(await answer('preview', 'POST')).toBe('done');
  });
});
