import { type CustomDecorator, SetMetadata } from '@nestjs/common';

/** What a route says about the audit: the action it is recorded as, or why it records nothing. */
export type AuditDeclaration = { readonly action: string } | { readonly nothing: string };

/** Metadata key under which a route says so. */
export const AUDIT = 'sunday-live:audit';

/**
 * The route changes something: it takes its author (`@By()`) and has one row recorded under this action, in the
 * transaction of the change. Every admin's route that is no GET must say this or `@ChangesNothing`.
 */
export const Audited = (action: string): CustomDecorator =>
  SetMetadata(AUDIT, { action } satisfies AuditDeclaration);

/** No GET, but nothing is changed: a preview, a dry run. */
export const ChangesNothing = (because: string): CustomDecorator =>
  SetMetadata(AUDIT, { nothing: because } satisfies AuditDeclaration);
