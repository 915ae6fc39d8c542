import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { type Language, LANGUAGES } from './languages.js';

/** The version of the consent text that the person agreed to. */
export class ConsentGiven {
  @IsString()
  @IsNotEmpty()
  @MaxLength(32)
  version!: string;
}

/** The consent text in force. A sign-up that agreed to another one is `CONSENT_OUTDATED`. */
export const CONSENT_VERSION = '2026-11-20';

/** A consent text, as pages show it and the server keeps it. */
export interface ConsentWording {
  intro: string;
  points: readonly string[];
  /** What the person says by ticking the box. */
  agreement: string;
}

/** Every text that was ever in force. One that was agreed to is never changed: a new text is a new version. */
export const CONSENT_TEXTS: Readonly<Record<string, Readonly<Record<Language, ConsentWording>>>> = {
  '2026-11': {
    en: {
      intro: 'In plain words, what happens when you agree:',
      points: [
        'Stored: your three pictures and a list of numbers computed from each, which tells your face from others.',
        'Where: only on the server that runs this page, encrypted. Nothing goes to anybody else.',
        'Used: to recognise you when you log in, and for nothing else.',
        'Delete: remove single pictures from your dashboard at any time.',
      ],
      agreement: 'I agree that my face is stored and used for log-in',
    },
    de: {
      intro: 'In einfachen Worten, was geschieht, wenn Sie einwilligen:',
      points: [
        'Gespeichert: Ihre drei Bilder und zu jedem eine daraus berechnete Zahlenreihe, die Ihr Gesicht von anderen unterscheidet.',
        'Wo: nur auf dem Server, der diese Seite betreibt, verschlüsselt. Niemand sonst bekommt etwas.',
        'Wozu: um Sie bei der Anmeldung zu erkennen, und zu nichts anderem.',
        'Löschen: einzelne Bilder jederzeit in Ihrer Übersicht.',
      ],
      agreement: 'Ich willige ein, dass mein Gesicht gespeichert und zur Anmeldung verwendet wird',
    },
  },
  '2026-11-20': {
    en: {
      intro: 'In plain words, what happens when you agree:',
      points: [
        'Stored: a list of numbers computed from each of your pictures, which tells your face from others; the pictures too, unless this server keeps none.',
        'Where: only on the server that runs this page, stored encrypted. Nobody else gets the pictures or the numbers.',
        'Used: to recognise you when you log in or check a picture. Faces that others show, to log in, to sign up, to add a face or in the live view, are compared with yours as well: the live view tells people who are logged in that your face is known here, and operators of this server your username.',
        'Delete: remove single faces on the page “Faces”; withdraw your consent on the page “Account”, and all of them are destroyed.',
      ],
      agreement: 'I agree that my face is stored and compared in these ways',
    },
    de: {
      intro: 'In einfachen Worten, was geschieht, wenn Sie einwilligen:',
      points: [
        'Gespeichert: zu jedem Ihrer Bilder eine daraus berechnete Zahlenreihe, die Ihr Gesicht von anderen unterscheidet; auch die Bilder, außer wenn dieser Server keine behält.',
        'Wo: nur auf dem Server, der diese Seite betreibt, verschlüsselt gespeichert. Niemand sonst bekommt die Bilder oder die Zahlen.',
        'Wozu: um Sie zu erkennen, wenn Sie sich anmelden oder ein Bild prüfen. Auch Gesichter, die andere zeigen, bei Anmeldung, Registrierung, einem neuen Gesicht oder in der Live-Ansicht, werden mit Ihrem verglichen: Die Live-Ansicht sagt angemeldeten Personen, dass Ihr Gesicht hier bekannt ist, und Betreibern dieses Servers Ihren Benutzernamen.',
        'Löschen: einzelne Gesichter auf der Seite „Gesichter“; auf der Seite „Konto“ widerrufen Sie die Einwilligung, dann werden alle vernichtet.',
      ],
      agreement: 'Ich willige ein, dass mein Gesicht gespeichert und so verglichen wird',
    },
  },
};

/** The text in force. */
export function consentWording(language: Language): ConsentWording {
  const texts = CONSENT_TEXTS[CONSENT_VERSION];
  if (!texts) throw new Error(`there is no consent text ${CONSENT_VERSION}`);
  return texts[language];
}

/** `POST /api/me/consent`. */
export class GiveConsentRequest extends ConsentGiven {
  /** In which it was read; English when it is left out. */
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: Language;
}

/** A consent that was given, with the text that was agreed to. */
export class ConsentRecord {
  @IsString()
  version!: string;

  @IsIn(LANGUAGES)
  language!: Language;

  /** Empty where the server never had it. */
  @IsString()
  text!: string;

  @IsISO8601()
  givenAt!: string;

  /** When it was withdrawn, or another version took its place. */
  @IsOptional()
  @IsISO8601()
  endedAt?: string;
}

/** `GET /api/me/consent`. */
export class MyConsent {
  /** The text in force. */
  @IsString()
  version!: string;

  /** Left out when none was given, or it was withdrawn: then there is no face log-in. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ConsentRecord)
  given?: ConsentRecord;

  /** Whether another text is in force than the one that was agreed to. */
  @IsBoolean()
  outdated!: boolean;

  /** Earlier ones, newest first. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ConsentRecord)
  earlier!: ConsentRecord[];
}
