import {
  type CustomDecorator,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import type { Request } from 'express';

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

/** The author of a change, the name of the declared action, and the address of the request. */
export interface Author {
  /** null = the system itself; without an id: somebody without an account, at a shell */
  readonly actor: { readonly id: string | null; readonly name: string } | null;
  /** `season.settings` */
  readonly action: string;
  /** The client's address as the server determined it, not as the client claims. */
  readonly address: string | null;
  readonly requestId: string | null;
}

/** The sender of a request, with the fields that the platform needs. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: 'player' | 'admin';
}

const actors = new WeakMap<Request, Actor>();
const authors = new WeakMap<Request, Author>();

/** Stores the sender of the request; called by the access guard. */
export function rememberActor(request: Request, actor: Actor): void {
  actors.set(request, actor);
}

/** Returns the sender of the request; null on public routes. */
export function actorOf(request: Request): Actor | null {
  return actors.get(request) ?? null;
}

/** Creates the author of the request's change; called by the audit interceptor. */
export function rememberAuthor(request: Request, action: string): Author {
  const author: Author = {
    actor: actorOf(request),
    action,
    address: request.ip ?? null,
    requestId: idOf(request),
  };
  authors.set(request, author);
  return author;
}

/** Injects the author of the change into a handler: `@By() author: Author`, on routes that are `@Audited`. */
export const By = createParamDecorator((_data: unknown, context: ExecutionContext): Author => {
  const author = authors.get(context.switchToHttp().getRequest<Request>());
  if (author === undefined) throw new Error('@By() on a route that is not @Audited()');
  return author;
});

/** Reads the id that the request log sets; Express's types do not declare it. */
function idOf(request: object): string | null {
  return 'id' in request && typeof request.id === 'string' ? request.id : null;
}
