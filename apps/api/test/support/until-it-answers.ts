import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** Waits until a database takes connections. @param hasEnded whether the process has. @throws Error then */
export async function untilItAnswers(url: string, name: string, hasEnded: () => boolean): Promise<void> {
  for (;;) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (hasEnded()) throw new Error(`${name} ended while it started`, { cause: error });
      await sleep(50);
    }
  }
}
