import { Reflector } from '@nestjs/core';

/**
 * Marks a route that is open to sessions which lack what the operator demands, so that people can come by it. All other
 * routes are closed to them. `faceless`: only to those that lack nothing but a face, of accounts that have none to show.
 */
export const OpenToLimitedSessions = Reflector.createDecorator<true | 'faceless'>();
