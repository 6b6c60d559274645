import { type CustomDecorator, SetMetadata } from '@nestjs/common';

/** Declaration of a route: the action that its change is recorded as, or why it records nothing. */
export type AuditDeclaration = { readonly action: string } | { readonly nothing: string };

/** Metadata key of the declaration. */
export const AUDIT = 'sunday-live:audit';

/**
 * Declares that the route changes something. It takes its author (`@By()`) and records one row under this action, in
 * the transaction of the change. Every route for admins other than GET needs this or `@ChangesNothing`.
 */
export const Audited = (action: string): CustomDecorator =>
  SetMetadata(AUDIT, { action } satisfies AuditDeclaration);

/** Declares that a route other than GET changes nothing: a preview, a dry run. */
export const ChangesNothing = (because: string): CustomDecorator =>
  SetMetadata(AUDIT, { nothing: because } satisfies AuditDeclaration);
