import { type CustomDecorator, SetMetadata } from '@nestjs/common';

export type Access = 'public' | 'signed-in' | 'admin';

/** Metadata key of a route's access rule. */
export const ACCESS = 'sunday-live:access';

/** The route is open to everybody, with or without a session. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, 'public' satisfies Access);
/** The route needs a session. */
export const SignedIn = (): CustomDecorator => SetMetadata(ACCESS, 'signed-in' satisfies Access);
/** The route needs an admin, with a second factor where the configuration requires one. */
export const AdminOnly = (): CustomDecorator => SetMetadata(ACCESS, 'admin' satisfies Access);
