import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { AUDIT, type AuditDeclaration } from '../audit/author.js';
import { ACCESS, type Access } from './access.js';
import { API_ROUTE, type ApiRouteOptions } from './openapi.js';

/** An HTTP route as its controller declares it. */
export interface DeclaredRoute {
  /** Lower case. */
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With Express parameters: `/api/weeks/:week/games`. */
  readonly path: string;
  /** `WeeksController.games`; further paths of the same handler have the suffix `.2` and so on */
  readonly handler: string;
  readonly access: Access | undefined;
  readonly audit: AuditDeclaration | undefined;
  readonly api: ApiRouteOptions | undefined;
}

const METHODS: Partial<Record<RequestMethod, DeclaredRoute['method']>> = {
  [RequestMethod.GET]: 'get',
  [RequestMethod.POST]: 'post',
  [RequestMethod.PUT]: 'put',
  [RequestMethod.PATCH]: 'patch',
  [RequestMethod.DELETE]: 'delete',
};

/** Lists every route of the application, read from the controllers. */
@Injectable()
export class Routes {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  all(): DeclaredRoute[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (typeof metatype !== 'function' || typeof instance !== 'object' || instance === null) return [];
      const prototype: object = Object.getPrototypeOf(instance);
      return this.scanner
        .getAllMethodNames(prototype)
        .flatMap((name) => this.routesOf(metatype, Reflect.get(prototype, name), name));
    });
  }

  // biome-ignore lint/complexity/noBannedTypes: controllers are classes of any shape
  private routesOf(controller: Function, handler: unknown, name: string): DeclaredRoute[] {
    if (typeof handler !== 'function') return [];
    const verb: RequestMethod | undefined = Reflect.getMetadata(METHOD_METADATA, handler);
    const method = verb === undefined ? undefined : METHODS[verb];
    if (method === undefined) return [];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      handler as () => unknown,
      controller as new () => unknown,
    ]);
    const audit: AuditDeclaration | undefined = Reflect.getMetadata(AUDIT, handler);
    const api: ApiRouteOptions | undefined = Reflect.getMetadata(API_ROUTE, handler);
    return paths(controller).flatMap((prefix) =>
      paths(handler).map((path, i) => ({
        method,
        path: joined(prefix, path),
        handler: `${controller.name}.${name}${i === 0 ? '' : `.${i + 1}`}`,
        access,
        audit,
        api,
      })),
    );
  }
}

function paths(target: object): string[] {
  const path: string | string[] | undefined = Reflect.getMetadata(PATH_METADATA, target);
  return path === undefined ? [''] : [path].flat();
}

function joined(...parts: string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
}
