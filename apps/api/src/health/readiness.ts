import { Injectable } from '@nestjs/common';
import { AttemptStore } from '../attempts/attempt-store.js';
import { within } from '../common/deadline.js';
import { ProblemError } from '../common/problem-error.js';
import { DataFolder } from '../database/data-folder.js';
import { DatabaseHealth } from '../database/database-health.js';
import { Installation } from '../database/installation.js';
import { IndexFiller } from '../templates/index-filler.js';

/** Who asks whether the server is ready does not wait for long. */
const LOOK_MS = 3000;
const RETRY_AFTER_SECONDS = 2;

interface Part {
  /** What to say when it fails. */
  fault: string;
  tryOut: () => Promise<void>;
}

/** Does with every part what a log-in and a sign-up do: a part that answers and takes nothing to write is of no use. */
@Injectable()
export class Readiness {
  private readonly parts: readonly Part[];
  private looking: Promise<void> | undefined;

  constructor(
    private readonly filler: IndexFiller,
    database: DatabaseHealth,
    attempts: AttemptStore,
    folder: DataFolder,
    installation: Installation,
  ) {
    this.parts = [
      { fault: 'The database does not do its work.', tryOut: () => database.tryOut() },
      { fault: 'Attempts cannot be counted.', tryOut: () => attempts.tryOut() },
      { fault: 'The database belongs to another data folder.', tryOut: () => installation.tryOut() },
      { fault: 'The data folder takes nothing to write.', tryOut: () => folder.tryOut() },
    ];
  }

  /** However many ask at once, it looks once. @throws ProblemError `NOT_READY` */
  demand(): Promise<void> {
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async look(): Promise<void> {
    if (!this.filler.ready) throw notReady('The index of faces is being filled.');
    await Promise.all(this.parts.map(demandPart));
  }
}

async function demandPart({ fault, tryOut }: Part): Promise<void> {
  try {
    await within(LOOK_MS, 'trying it out', tryOut());
  } catch (cause) {
    throw notReady(fault, cause);
  }
}

function notReady(detail: string, cause?: unknown): ProblemError {
  return new ProblemError('NOT_READY', detail, { retryAfterSeconds: RETRY_AFTER_SECONDS, cause });
}
