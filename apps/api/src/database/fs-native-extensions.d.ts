/** The part of `fs-native-extensions` (which brings no types) that is used here. */
declare module 'fs-native-extensions' {
  interface LockOptions {
    shared?: boolean;
  }
  /** Locks the whole file for this file descriptor, or returns false. The kernel lets go when the process ends. */
  export function tryLock(fd: number, options?: LockOptions): boolean;
  /** Exclusive → shared, without a moment in between. */
  export function tryDowngradeLock(fd: number): boolean;
}
