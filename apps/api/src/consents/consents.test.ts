import { CONSENT_TEXTS, CONSENT_VERSION, LANGUAGES } from '@facegate/contracts';
import { describe, expect, it } from 'vitest';
import { AuditTrail } from '../audit/audit-trail.js';
import { allConsentTexts } from './consent-texts.js';
import type { ConsentTextEntity } from './consent-text.entity.js';
import { Consents, demandInForce } from './consents.js';
import { ConsentsRepository } from './consents.repository.js';

/** As far as the texts go. */
class KeptTexts extends ConsentsRepository {
  constructor(private readonly kept: ConsentTextEntity[]) {
    super(undefined as never, undefined as never);
  }

  override insertTexts(texts: readonly ConsentTextEntity[]): Promise<void> {
    for (const text of texts)
      if (!this.kept.some(({ version, language }) => version === text.version && language === text.language))
        this.kept.push(text);
    return Promise.resolve();
  }

  override allTexts(): Promise<ConsentTextEntity[]> {
    return Promise.resolve(this.kept);
  }
}

const startOn = (kept: ConsentTextEntity[]) => new Consents(new KeptTexts(kept), AuditTrail.prototype).onModuleInit();

describe('consent texts', () => {
  it('are there in every language, the one in force among them', () => {
    expect(allConsentTexts()).toHaveLength(Object.keys(CONSENT_TEXTS).length * LANGUAGES.length);
    expect(Object.keys(CONSENT_TEXTS)).toContain(CONSENT_VERSION);
  });

  it('are kept at the first start, and stay', async () => {
    const kept: ConsentTextEntity[] = [];
    await startOn(kept);
    expect(kept).toEqual(allConsentTexts());
    await startOn(kept);
    expect(kept).toEqual(allConsentTexts());
  });

  it('that read differently than what people agreed to keep the server from starting', async () => {
    const kept = allConsentTexts().map((text) => Object.assign(text, { sha256: 'of another text' }));
    await expect(startOn(kept)).rejects.toThrow('a new text needs a new version');
  });

  it('that are not in force are outdated', () => {
    expect(() => demandInForce('1999', 'version')).toThrow('CONSENT_OUTDATED');
    expect(() => demandInForce(CONSENT_VERSION, 'version')).not.toThrow();
  });
});
