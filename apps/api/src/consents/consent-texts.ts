import { createHash } from 'node:crypto';
import { CONSENT_TEXTS, type ConsentWording, type Language, LANGUAGES } from '@facegate/contracts';
import type { ConsentTextEntity } from './consent-text.entity.js';

/** Every text, as the database keeps it. */
export function allConsentTexts(): ConsentTextEntity[] {
  return Object.entries(CONSENT_TEXTS).flatMap(([version, texts]) =>
    LANGUAGES.map((language) => storedText(version, language, texts[language])),
  );
}

function storedText(version: string, language: Language, { intro, points, agreement }: ConsentWording) {
  const text = [intro, ...points.map((point) => `- ${point}`), agreement].join('\n');
  return { version, language, text, sha256: createHash('sha256').update(text).digest('hex') };
}
