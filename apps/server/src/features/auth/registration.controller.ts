import { Body, Controller, Get, Patch } from '@nestjs/common';
import {
  type Registration as RegistrationAnswer,
  registrationSchema,
  whySchema,
} from '@sunday-live/contract';
import { z } from 'zod';
import { Audited, type Author, By } from '../../platform/audit/author.js';
import { AdminOnly, Public, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { Registration } from './registration.js';

const decisionBody = z.strictObject({ ...registrationSchema.shape, why: z.optional(whySchema) });

@Controller('api')
export class RegistrationController {
  constructor(private readonly registration: Registration) {}

  @Get('registration')
  @Public()
  @ApiRoute({ summary: 'Whether strangers may sign up', response: registrationSchema })
  async read(): Promise<RegistrationAnswer> {
    return { state: await this.registration.state() };
  }

  @Patch('admin/registration')
  @AdminOnly()
  @Audited('registration.state')
  @ApiRoute({
    summary: 'Open or close registration',
    body: decisionBody,
    response: registrationSchema,
    errors: ['invalid-input'],
  })
  async decide(
    @By() author: Author,
    @Body(new ZodPipe(decisionBody)) { state, why }: z.infer<typeof decisionBody>,
  ): Promise<RegistrationAnswer> {
    await this.registration.decide(author, state, why);
    return { state };
  }
}
