/** `operator` sees the names of other people in the live view, and the audit trail; given by `facegate user role`. */
export const USER_ROLES = ['user', 'operator'] as const;
export type UserRole = (typeof USER_ROLES)[number];
