import { CONSENT_VERSION, type ConsentRecord, type Language, type MyConsent } from '@facegate/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { ProblemError } from '../common/problem-error.js';
import { StartUpError } from '../common/start-up-error.js';
import type { Transaction } from '../database/transactions.js';
import { allConsentTexts } from './consent-texts.js';
import type { ConsentEntity } from './consent.entity.js';
import { ConsentsRepository } from './consents.repository.js';

/** Who agreed to what, when, and until when. */
@Injectable()
export class Consents implements OnModuleInit {
  constructor(
    private readonly consents: ConsentsRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Keeps the texts. @throws StartUpError when one that people may have agreed to reads differently now */
  async onModuleInit(): Promise<void> {
    const texts = allConsentTexts();
    await this.consents.insertTexts(texts);
    const stored = await this.consents.allTexts();
    for (const { version, language, sha256 } of texts)
      if (stored.some((text) => text.version === version && text.language === language && text.sha256 !== sha256))
        throw new StartUpError(
          `The consent text ${version} (${language}) is not the one that people agreed to: a new text needs a new version.`,
        );
  }

  /** In place of the one in force, unless that is the same. To be the last thing in the transaction. */
  async give(transaction: Transaction, userId: string, version: string, language: Language): Promise<void> {
    demandInForce(version, 'version');
    const before = await this.consents.inForce(userId, transaction);
    if (before?.version === version) return;
    await this.consents.end(transaction, userId);
    await this.consents.insert(transaction, userId, version, language);
    await this.audit.append(transaction, { action: 'consent-given', actor: 'self', userId, detail: version });
  }

  /** To be the last thing in the transaction. @throws ProblemError `CONSENT_REQUIRED` when there is none */
  async withdraw(transaction: Transaction, userId: string): Promise<void> {
    const before = await this.consents.inForce(userId, transaction);
    if (!before || !(await this.consents.end(transaction, userId))) throw consentMissing();
    const { version } = before;
    await this.audit.append(transaction, { action: 'consent-withdrawn', actor: 'self', userId, detail: version });
  }

  /** As {@link withdraw}, where there is one. */
  async end(transaction: Transaction, userId: string): Promise<void> {
    if (await this.consents.inForce(userId, transaction)) await this.withdraw(transaction, userId);
  }

  /** The consent to store faces. @throws ProblemError `CONSENT_REQUIRED` or `CONSENT_OUTDATED` */
  async demand(userId: string, transaction?: Transaction): Promise<ConsentEntity> {
    const consent = await this.consents.inForce(userId, transaction);
    if (!consent) throw consentMissing();
    demandInForce(consent.version, 'consent');
    return consent;
  }

  async of(userId: string): Promise<MyConsent> {
    const records = await this.all(userId);
    const given = records.find(({ endedAt }) => endedAt === undefined);
    return {
      version: CONSENT_VERSION,
      ...(given && { given }),
      outdated: given !== undefined && given.version !== CONSENT_VERSION,
      earlier: records.filter((record) => record !== given),
    };
  }

  /** Newest first, each with its text. */
  async all(userId: string): Promise<ConsentRecord[]> {
    const consents = await this.consents.ofUser(userId);
    return Promise.all(
      consents.map(async ({ version, language, givenAt, withdrawnAt }) => ({
        version,
        language,
        text: (await this.consents.text(version, language)) ?? '',
        givenAt: givenAt.toISOString(),
        ...(withdrawnAt && { endedAt: withdrawnAt.toISOString() }),
      })),
    );
  }
}

/** @param field of the request that says the version. @throws ProblemError `CONSENT_OUTDATED` */
export function demandInForce(version: string, field: string): void {
  if (version !== CONSENT_VERSION)
    throw new ProblemError('CONSENT_OUTDATED', 'The consent text has changed. Please read and accept it again.', {
      errors: [{ field, code: 'CONSENT_OUTDATED', detail: `The text in force is ${CONSENT_VERSION}.` }],
    });
}

function consentMissing(): ProblemError {
  return new ProblemError(
    'CONSENT_REQUIRED',
    'Without your consent no face is stored. Please read and accept the text.',
  );
}
