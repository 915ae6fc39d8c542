/** What was waited for did not come in time. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

/**
 * What `work` comes to, if it does within `ms`; the work itself goes on.
 * @param what for the message of the error
 * @throws DeadlinePassed
 */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      // A process that was busy for long may have the answer, but did not get to read it yet.
      setImmediate(() => reject(new DeadlinePassed(`${what} took longer than ${ms} ms`)));
    }, ms);
  });
  try {
    return await Promise.race([work, passed]);
  } finally {
    clearTimeout(timer);
  }
}
