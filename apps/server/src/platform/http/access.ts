import { type CustomDecorator, SetMetadata } from '@nestjs/common';

export type Access = 'public' | 'signed-in' | 'admin';

/** Metadata key under which a route says who may use it. */
export const ACCESS = 'sunday-live:access';

/** Everybody, signed in or not. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, 'public' satisfies Access);
/** Players with a session. */
export const SignedIn = (): CustomDecorator => SetMetadata(ACCESS, 'signed-in' satisfies Access);
/** Admins, with a second factor where the configuration asks for one. */
export const AdminOnly = (): CustomDecorator => SetMetadata(ACCESS, 'admin' satisfies Access);
