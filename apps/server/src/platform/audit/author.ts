import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** Who changes something, what they do by its declared name, and from where. */
export interface Author {
  /** null = the system itself */
  readonly actor: { readonly id: string; readonly name: string } | null;
  /** `season.settings` */
  readonly action: string;
  /** The client's address as we know it, not as it claims. */
  readonly address: string | null;
  readonly requestId: string | null;
}

/** Who is behind a request, as far as the platform has to know. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: 'player' | 'admin';
}

const actors = new WeakMap<Request, Actor>();
const authors = new WeakMap<Request, Author>();

/** Remembers who sent the request; the access guard calls it. */
export function rememberActor(request: Request, actor: Actor): void {
  actors.set(request, actor);
}

/** Who sent the request; null on routes that let anybody in. */
export function actorOf(request: Request): Actor | null {
  return actors.get(request) ?? null;
}

/** Makes the author of the request's change; the audit interceptor calls it. */
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

/** The author of the change, for the service that makes it: `@By() author: Author` on routes that are `@Audited`. */
export const By = createParamDecorator((_data: unknown, context: ExecutionContext): Author => {
  const author = authors.get(context.switchToHttp().getRequest<Request>());
  if (author === undefined) throw new Error('@By() on a route that is not @Audited()');
  return author;
});

/** The request log gives it; the types of Express do not know it. */
function idOf(request: object): string | null {
  return 'id' in request && typeof request.id === 'string' ? request.id : null;
}
