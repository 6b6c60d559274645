export { type Access, AdminOnly, Public, SignedIn } from '../../platform/http/access.js';
