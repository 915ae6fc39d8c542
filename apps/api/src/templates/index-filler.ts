import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { partProblem } from '../database/part-problem.js';
import { patiently } from '../database/patience.js';
import { DecisionPolicy } from '../face/decision-policy.js';
import { TemplateIndex } from '../face/template-index.js';
import { UsersRepository } from '../users/users.repository.js';
import { IndexEntries } from './index-entries.js';
import type { OpenedTemplate } from './template-vault.js';

const PROGRESS_EVERY_MS = 5000;
const RETRY_AFTER_SECONDS = 2;
/** After the database was away. */
const FILL_AGAIN_MS = 2000;

/** Fills the index from the sealed templates while the server already listens; until then it is not ready. */
@Injectable()
export class IndexFiller implements OnApplicationShutdown {
  private readonly logger = new Logger(IndexFiller.name);
  private skipped = { unreadable: 0, foreign: 0 };
  private filled = false;
  private closed = false;
  /** Counts the fillings: one that was overtaken by a loss must not call the index filled. */
  private round = 0;

  constructor(
    private readonly users: UsersRepository,
    private readonly entries: IndexEntries,
    private readonly index: TemplateIndex,
    private readonly policy: DecisionPolicy,
  ) {}

  /** Whether every account that can be is in the index. */
  get ready(): boolean {
    return this.filled;
  }

  /** @throws ProblemError `NOT_READY` */
  demandReady(): void {
    if (this.ready) return;
    throw new ProblemError('NOT_READY', 'The server is starting. Please try again in a moment.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }

  /** References that are stored and part of no template. */
  get left(): Readonly<typeof this.skipped> {
    return this.skipped;
  }

  /** Once; from then on it begins again by itself whenever the index is lost. */
  start(): void {
    this.index.onLoss(() => this.begin());
    this.begin();
  }

  onApplicationShutdown(): void {
    this.closed = true;
  }

  private begin(): void {
    if (this.closed) return;
    this.filled = false;
    const round = ++this.round;
    patiently(() => this.fill(round)).catch((error: unknown) => {
      if (this.closed || round !== this.round) return;
      const problem = partProblem(error);
      if (!problem) return this.logger.error('The index cannot be filled: the server stays not ready', error);
      this.logger.warn(`The index cannot be filled now: ${problem.detail}`);
      setTimeout(() => this.begin(), FILL_AGAIN_MS).unref();
    });
  }

  private async fill(round: number): Promise<void> {
    this.skipped = { unreadable: 0, foreign: 0 };
    const accounts = await this.users.count();
    let done = 0;
    let toldAt = performance.now();
    const pages = this.users.everyonesFaces();
    for (let page; (page = await this.entries.takePage(pages)) !== undefined;) {
      if (round !== this.round) return;
      for (const opened of page) this.count(opened);
      done += page.length;
      if (performance.now() - toldAt < PROGRESS_EVERY_MS) continue;
      toldAt = performance.now();
      this.logger.log(`Filling the index: ${done} of ${accounts} accounts, ${this.index.size} with a template`);
    }
    this.filled = true;
    this.report();
  }

  private count({ unreadable, foreign }: OpenedTemplate): void {
    for (const faceId of unreadable)
      this.logger.error(`The template of face ${faceId} does not open: it was changed, or its key is not here`);
    this.skipped.unreadable += unreadable.length;
    this.skipped.foreign += foreign;
  }

  private report(): void {
    const { unreadable, foreign } = this.skipped;
    const { size } = this.index;
    this.logger.log(
      `${size} accounts in the index; references left out: ${unreadable} unreadable, ${foreign} of another model`,
    );
    for (const of of ['picture', 'session'] as const) {
      const search = this.policy.identificationThreshold(of, size)?.toFixed(3) ?? 'none (log-in asks for the username)';
      this.logger.log(
        `Threshold for a ${of}: 1:1 ${this.policy.verificationThreshold(of).toFixed(3)}; 1:N among ${size} accounts ${search}, supported up to ${this.policy.supportedAccounts(of)}`,
      );
    }
    if (foreign > 0) this.logger.warn('References of another model match nobody until `facegate reindex` has run');
  }
}
