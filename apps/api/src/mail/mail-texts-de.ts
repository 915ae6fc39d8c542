import type { MailTexts } from './mail-texts.js';

const NOT_YOU = 'Wenn Sie das waren, ist nichts zu tun.';
const CHANGE_PASSWORD =
  'Wenn nicht: Melden Sie sich an, ändern Sie Ihr Passwort und sehen Sie nach, wo Ihr Konto angemeldet ist. Ein neues Passwort beendet alle anderen Sitzungen.';
const FACTORS = { passkey: 'ein Passkey', 'authenticator-app': 'eine Authenticator-App' };
const LOST = 'Wenn Sie es nicht waren, wenden Sie sich sofort an die Betreiber dieses Servers.';

export const GERMAN: MailTexts = {
  kinds: {
    'email-verification': ({ username, until }) => ({
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      paragraphs: [
        `Jemand hat diese Adresse für das Konto „${username}“ angegeben. Wenn Sie das waren, bestätigen Sie sie bitte: Nur eine bestätigte Adresse hilft Ihnen, wenn Sie Ihr Passwort vergessen.`,
        'Öffnen Sie den Link in dem Browser, in dem Sie angemeldet sind: Dann bleibt alles, wie es ist. Anderswo wird alles entfernt, was vor der Bestätigung eingerichtet wurde, denn es könnte von jemand anderem sein.',
        ...(until === undefined
          ? []
          : [
              `Wenn niemand sie bis zum ${until} bestätigt, ist die Adresse wieder für andere frei: Ein neues Konto wird dann gelöscht, und ein Konto, das vorher eine andere Adresse hatte, bekommt diese zurück.`,
            ]),
        'Der Link gilt einmal und 24 Stunden lang. Wenn Sie es nicht waren, tun Sie nichts.',
      ],
      action: 'Adresse bestätigen',
    }),
    recovery: ({ username }) => ({
      subject: 'Neues Passwort setzen',
      paragraphs: [
        `Jemand hat ein neues Passwort für Ihr Konto „${username}“ verlangt.`,
        'Der Link gilt einmal und 30 Minuten lang, und nur der neueste gilt. Wenn Sie es nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.',
      ],
      action: 'Neues Passwort setzen',
    }),
    'recovery-unverified': ({ username }) => ({
      subject: 'Ihr Passwort konnte nicht zurückgesetzt werden',
      paragraphs: [
        `Jemand hat ein neues Passwort für das Konto „${username}“ verlangt. Diese Adresse wurde dafür nie bestätigt. Deshalb senden wir keinen Link: Sie könnte jemand anderem gehören.`,
        'Sie können sich weiter mit dem Gesicht anmelden oder die Betreiber dieses Servers fragen. Danach können Sie die Adresse auf der Kontoseite bestätigen.',
      ],
    }),
    'new-device': ({ username, device, moment }) => ({
      subject: 'Anmeldung von einem neuen Gerät',
      paragraphs: [
        `In Ihrem Konto „${username}“ wurde sich auf einem bisher unbekannten Gerät angemeldet: ${device ?? 'ein unbekannter Browser'}, am ${moment}.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'face-added': ({ username, moment }) => ({
      subject: 'Ein Gesicht wurde zu Ihrem Konto hinzugefügt',
      paragraphs: [
        `Ein weiteres Bild Ihres Gesichts öffnet Ihr Konto „${username}“ seit dem ${moment}.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'face-removed': ({ username, moment }) => ({
      subject: 'Ein Gesicht wurde aus Ihrem Konto entfernt',
      paragraphs: [
        `Ein Bild Ihres Gesichts wurde am ${moment} aus Ihrem Konto „${username}“ entfernt.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'factor-added': ({ username, moment, factor = 'passkey' }) => ({
      subject: 'Ein zweiter Faktor wurde zu Ihrem Konto hinzugefügt',
      paragraphs: [
        `Zu Ihrem Konto „${username}“ kam am ${moment} ein zweiter Faktor hinzu: ${FACTORS[factor]}.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'factor-removed': ({ username, moment, factor = 'passkey' }) => ({
      subject: 'Ein zweiter Faktor wurde aus Ihrem Konto entfernt',
      paragraphs: [
        `Aus Ihrem Konto „${username}“ wurde am ${moment} ein zweiter Faktor entfernt: ${FACTORS[factor]}.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'recovery-codes-renewed': ({ username, moment }) => ({
      subject: 'Sie haben neue Wiederherstellungscodes',
      paragraphs: [
        `Für Ihr Konto „${username}“ wurden am ${moment} neue Wiederherstellungscodes gemacht. Die alten öffnen nichts mehr.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'recovery-code-used': ({ username, moment }) => ({
      subject: 'Ein Wiederherstellungscode wurde benutzt',
      paragraphs: [
        `Jemand hat sich am ${moment} mit einem Wiederherstellungscode in Ihrem Konto „${username}“ angemeldet. Der Code ist verbraucht.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'password-changed': ({ username, moment }) => ({
      subject: 'Ihr Passwort wurde geändert',
      paragraphs: [
        `Das Passwort Ihres Kontos „${username}“ wurde am ${moment} geändert. Alle anderen Geräte sind abgemeldet.`,
        NOT_YOU,
        'Wenn nicht, setzen Sie sofort ein neues mit „Passwort vergessen?“ auf der Anmeldeseite.',
      ],
    }),
    'password-recovered': ({ username, moment }) => ({
      subject: 'Ihr Passwort wurde zurückgesetzt',
      paragraphs: [
        `Für Ihr Konto „${username}“ wurde am ${moment} ein neues Passwort gesetzt, mit einem Link, der an diese Adresse ging. Alle Geräte sind abgemeldet. Ihre Gesichter sind, wie sie waren.`,
        NOT_YOU,
        'Wenn nicht, liest jemand Ihre Mails: Ändern Sie zuerst das Passwort Ihres Postfachs, dann dieses.',
      ],
    }),
    'email-changed': ({ username, moment, hasLink }) => ({
      subject: 'Ihre E-Mail-Adresse wurde geändert',
      paragraphs: [
        `Ihr Konto „${username}“ hat seit dem ${moment} eine andere E-Mail-Adresse. Das wurde mit Ihrem Passwort bestätigt. Dies ist die letzte Mail an diese Adresse.`,
        NOT_YOU,
        ...(hasLink
          ? [
              'Wenn nicht, machen Sie es rückgängig: Diese Adresse gilt dann wieder, alle Geräte werden abgemeldet, und Sie setzen ein neues Passwort. Der Link gilt einmal und 7 Tage lang.',
            ]
          : [
              'Wenn nicht: Melden Sie sich mit Ihrem Benutzernamen oder Ihrem Gesicht an, ändern Sie die Adresse zurück und auch Ihr Passwort.',
              LOST,
            ]),
      ],
      action: 'Änderung rückgängig machen',
    }),
    'email-change-undone': ({ username, moment }) => ({
      subject: 'Die Änderung Ihrer E-Mail-Adresse wurde rückgängig gemacht',
      paragraphs: [
        `Ihr Konto „${username}“ hat seit dem ${moment} wieder seine frühere E-Mail-Adresse: Jemand hat den Link benutzt, der dorthin ging. Alle Geräte sind abgemeldet, das Passwort gilt nicht mehr, und Gesichter und zweite Faktoren, die nach der Änderung hinzukamen, sind entfernt.`,
        'Ein Link für ein neues Passwort ging an die frühere Adresse. Sehen Sie Ihre Gesichter und Ihre zweiten Faktoren durch, wenn Sie angemeldet sind.',
        LOST,
      ],
    }),
    'email-put-back': ({ username, moment }) => ({
      subject: 'Ihre frühere E-Mail-Adresse gilt wieder',
      paragraphs: [
        `Niemand hat die neue E-Mail-Adresse Ihres Kontos „${username}“ rechtzeitig bestätigt. Seit dem ${moment} hat es wieder diese.`,
        'Sie können sie auf Ihrer Kontoseite noch einmal ändern.',
      ],
    }),
    'account-reset': ({ username, moment }) => ({
      subject: 'Ihre Adresse ist bestätigt, und das Konto beginnt neu',
      paragraphs: [
        `Diese Adresse wurde für das Konto „${username}“ am ${moment} bestätigt, in einem Browser, in dem niemand bei ihm angemeldet war. Wer das Konto angelegt hat, könnte jemand anderes sein. Deshalb ist alles entfernt, was vorher eingerichtet wurde: Gesichter, zweite Faktoren und das Passwort, und alle Geräte sind abgemeldet.`,
        'Wenn Sie noch kein neues Passwort gesetzt haben, kommt ein Link dafür in einer weiteren Mail. Wenn Sie es waren, melden Sie sich damit an und fügen Sie Ihr Gesicht wieder hinzu.',
      ],
    }),
    'consent-withdrawn': ({ username, moment }) => ({
      subject: 'Ihr Gesicht ist nicht mehr gespeichert',
      paragraphs: [
        `Für Ihr Konto „${username}“ wurde am ${moment} die Einwilligung widerrufen, Ihr Gesicht zu speichern. Alle Bilder und alles, was daraus berechnet wurde, sind vernichtet, und die Anmeldung mit dem Gesicht ist aus. Das Konto bleibt, Ihr Passwort öffnet es.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'account-idle': ({ username, until }) => ({
      subject: 'Ihr Konto wird gelöscht',
      paragraphs: [
        `Ihr Konto „${username}“ hat lange niemand benutzt. Es wird nach dem ${until ?? 'Ablauf einiger Tage'} gelöscht, mit allem, was darin ist.`,
        'Um es zu behalten, melden Sie sich vorher einmal an. Wenn Sie es nicht mehr brauchen, ist nichts zu tun.',
      ],
    }),
    'account-unconfirmed': ({ username, moment }) => ({
      subject: 'Ein Konto wurde gelöscht, weil diese Adresse nicht bestätigt wurde',
      paragraphs: [
        `Niemand hat diese Adresse für das Konto „${username}“ rechtzeitig bestätigt. Es wurde am ${moment} gelöscht, mit Gesichtern, Bildern und Schlüsseln. Sein Name und diese Adresse sind wieder frei.`,
        'Wenn Sie es waren, können Sie sich noch einmal registrieren. Wenn nicht, ist nichts zu tun.',
      ],
    }),
    'account-erased': ({ username, moment }) => ({
      subject: 'Ihr Konto wurde gelöscht',
      paragraphs: [
        `Ihr Konto „${username}“ wurde am ${moment} gelöscht: Gesichter, Bilder, Verlauf und Schlüssel. Niemand kann sie zurückholen. Diese Mail ist das Letzte, was wir von Ihnen wissen.`,
        LOST,
      ],
    }),
  },
  footer: (origin) =>
    `Gesendet von Facegate unter ${origin}, weil dort etwas geschehen ist. Antworten darauf liest niemand.`,
};
