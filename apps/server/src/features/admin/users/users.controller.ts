import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  type AdminUser,
  type AdminUsers,
  type AdminUsersQuery,
  adminUserSchema,
  adminUsersQuerySchema,
  adminUsersSchema,
  type Reason,
  type RoleChange,
  reasonSchema,
  roleChangeSchema,
  type ScorerChange,
  scorerChangeSchema,
} from '@sunday-live/contract';
import { Audited, type Author, By } from '../../../platform/audit/author.js';
import { AdminOnly, ZodPipe } from '../../../platform/http/access.js';
import { ApiRoute, type ApiRouteOptions } from '../../../platform/http/openapi.js';
import { AccountAdmin } from '../../auth/account-admin.service.js';
import { UserDirectory } from './user-directory.js';

const change = (summary: string, more: Partial<ApiRouteOptions> = {}): MethodDecorator =>
  ApiRoute({
    summary,
    body: reasonSchema,
    response: adminUserSchema,
    errors: ['invalid-input', 'not-found'],
    ...more,
  });

const Why = (): ParameterDecorator => Body(new ZodPipe(reasonSchema));

/** Accounts, and an admin's changes of them. Every change needs a reason. */
@AdminOnly()
@Controller('api/admin/users')
export class UsersController {
  constructor(
    private readonly accounts: AccountAdmin,
    private readonly directory: UserDirectory,
  ) {}

  @Get()
  @ApiRoute({
    summary: 'Accounts by part of a name or address, by name, by page',
    query: adminUsersQuerySchema,
    response: adminUsersSchema,
    errors: ['invalid-input'],
  })
  find(@Query(new ZodPipe(adminUsersQuerySchema)) query: AdminUsersQuery): Promise<AdminUsers> {
    return this.directory.findUsers(query);
  }

  @Get(':id')
  @ApiRoute({ summary: 'One account', response: adminUserSchema, errors: ['not-found'] })
  read(@Param('id') id: string): Promise<AdminUser> {
    return this.directory.readUser(id);
  }

  @Post(':id/verify')
  @HttpCode(200)
  @Audited('user.verify')
  @change('Count the email address as verified')
  async verify(@By() author: Author, @Param('id') id: string, @Why() { why }: Reason): Promise<AdminUser> {
    await this.accounts.verify(author, id, why);
    return this.directory.readUser(id);
  }

  @Post(':id/deactivate')
  @HttpCode(200)
  @Audited('user.deactivate')
  @change('Keep a player out and end every session', { errors: ['invalid-input', 'not-found', 'last-admin'] })
  async deactivate(
    @By() author: Author,
    @Param('id') id: string,
    @Why() { why }: Reason,
  ): Promise<AdminUser> {
    await this.accounts.deactivate(author, id, why);
    return this.directory.readUser(id);
  }

  @Post(':id/reactivate')
  @HttpCode(200)
  @Audited('user.reactivate')
  @change('Let a player in again')
  async reactivate(
    @By() author: Author,
    @Param('id') id: string,
    @Why() { why }: Reason,
  ): Promise<AdminUser> {
    await this.accounts.reactivate(author, id, why);
    return this.directory.readUser(id);
  }

  @Patch(':id/role')
  @Audited('user.role')
  @change('Make or unmake an admin; one always stays', {
    body: roleChangeSchema,
    errors: ['invalid-input', 'not-found', 'last-admin'],
  })
  async setRole(
    @By() author: Author,
    @Param('id') id: string,
    @Body(new ZodPipe(roleChangeSchema)) { role, why }: RoleChange,
  ): Promise<AdminUser> {
    await this.accounts.setRole(author, id, role, why);
    return this.directory.readUser(id);
  }

  @Patch(':id/scorer')
  @Audited('user.scorer')
  @change('Let a player score games by hand for a day, or end that', { body: scorerChangeSchema })
  async setScorer(
    @By() author: Author,
    @Param('id') id: string,
    @Body(new ZodPipe(scorerChangeSchema)) wanted: ScorerChange,
  ): Promise<AdminUser> {
    await this.accounts.setScorer(author, id, wanted);
    return this.directory.readUser(id);
  }

  @Post(':id/sign-out')
  @HttpCode(200)
  @Audited('user.sign-out')
  @change('Sign a player out everywhere')
  async signOut(@By() author: Author, @Param('id') id: string, @Why() { why }: Reason): Promise<AdminUser> {
    await this.accounts.signOut(author, id, why);
    return this.directory.readUser(id);
  }
}
