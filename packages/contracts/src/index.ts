import 'reflect-metadata';

export * from './account.js';
export * from './activity.js';
export * from './auth.js';
export * from './faces.js';
export * from './facial.js';
export * from './health.js';
export * from './languages.js';
export * from './limits.js';
export * from './live.js';
export * from './mailed-links.js';
export * from './pose.js';
export * from './problem.js';
export * from './roles.js';
export * from './sessions.js';
export * from './step-up.js';
export * from './username.js';
export * from './users.js';
