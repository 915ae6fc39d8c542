import { Reflector } from '@nestjs/core';

/**
 * Marks a route that is open to sessions which lack what the operator demands, so that people can come by it. All other
 * routes are closed to them.
 */
export const OpenToLimitedSessions = Reflector.createDecorator<true>();
