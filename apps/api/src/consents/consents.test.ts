import { CONSENT_TEXTS, CONSENT_VERSION, consentWording, LANGUAGES } from '@facegate/contracts';
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

  it('that were in force read as they did then', () => {
    const ofThen = allConsentTexts().map(({ version, language, sha256 }) => [version, language, sha256.slice(0, 16)]);
    expect(ofThen).toEqual([
      ['2026-11', 'en', '843815d0bc789113'],
      ['2026-11', 'de', '32ec09efafc9c54d'],
      ['2026-11-20', 'en', '1d2203ca541b6b33'],
      ['2026-11-20', 'de', 'b8df0e4738f8b778'],
    ]);
  });

  it('name every use of a face, and where it ends', () => {
    const [en, de] = [consentWording('en'), consentWording('de')];
    for (const word of ['log in', 'check a picture', 'sign up', 'add a face', 'live view', 'operators'])
      expect(en.points.join()).toContain(word);
    for (const word of ['anmelden', 'prüfen', 'Registrierung', 'neuen Gesicht', 'Live-Ansicht', 'Betreibern'])
      expect(de.points.join()).toContain(word);
    expect(en.points.at(-1)).toMatch(/“Faces”.*“Account”/);
    expect(de.points.at(-1)).toMatch(/„Gesichter“.*„Konto“/);
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
