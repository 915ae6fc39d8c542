import type { UserRole } from '@facegate/contracts';
import { Reflector } from '@nestjs/core';

/** Who may call a route: anybody, whoever has a living session, or the browser that holds the refresh cookie. */
export type Access = { auth: 'none' | 'cookie'; role?: undefined } | { auth: 'bearer'; role?: UserRole };

/** Put on every route by `ApiContract`; what it says is in the OpenAPI document and enforced by the access guard. */
export const RouteAccess = Reflector.createDecorator<Access>();
