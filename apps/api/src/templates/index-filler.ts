import { Injectable, Logger } from '@nestjs/common';
import { UsersRepository } from '../users/users.repository.js';
import { TemplateIndex } from './template-index.js';
import { TemplateVault } from './template-vault.js';

/** Fills the index from the sealed templates while the server already listens; until then it is not ready. */
@Injectable()
export class IndexFiller {
  private readonly logger = new Logger(IndexFiller.name);
  private readonly skipped = { unreadable: 0, foreign: 0 };

  constructor(
    private readonly users: UsersRepository,
    private readonly templates: TemplateVault,
    private readonly index: TemplateIndex,
  ) {}

  /** Templates that are stored but not in the index. */
  get left(): Readonly<typeof this.skipped> {
    return this.skipped;
  }

  start(): void {
    this.fill().catch((error: unknown) => {
      this.logger.error('The index cannot be filled: the server stays not ready', error);
    });
  }

  private async fill(): Promise<void> {
    for await (const owner of this.users.everyonesFaces()) {
      const { vectors, unreadable, foreign } = this.templates.openAll(owner);
      for (const { faceId, vector } of vectors) this.index.add(owner.id, faceId, vector);
      for (const faceId of unreadable)
        this.logger.error(`The template of face ${faceId} does not open: it was changed, or its key is not here`);
      this.skipped.unreadable += unreadable.length;
      this.skipped.foreign += foreign;
    }
    this.index.markFilled();
    const { unreadable, foreign } = this.skipped;
    this.logger.log(`${this.index.size} faces in the index; ${unreadable} unreadable, ${foreign} of another model`);
  }
}
