/** What mails there are. */
export type MailKind =
  | 'email-verification'
  | 'recovery'
  | 'recovery-unverified'
  | 'new-device'
  | 'face-added'
  | 'face-removed'
  | 'factor-added'
  | 'factor-removed'
  | 'recovery-codes-renewed'
  | 'recovery-code-used'
  | 'password-changed'
  | 'password-recovered'
  | 'email-changed'
  | 'email-change-undone'
  | 'email-put-back'
  | 'account-reset'
  | 'consent-withdrawn'
  | 'account-idle'
  | 'account-unconfirmed'
  | 'account-erased';

/** What a second factor is. */
export type Factor = 'passkey' | 'authenticator-app';

/** Mails that carry a secret, which is good for this and nothing else. */
export type LinkPurpose = Extract<MailKind, 'email-verification' | 'recovery'>;

/** What a mail tells of, as it was when that happened. */
export interface MailDetails {
  /** ISO 8601. */
  at: string;
  /** Missing where the account is looked for only when the mail is written. */
  username?: string;
  /** Browser and system, such as `Firefox, Linux`, when they are known. */
  device?: string;
  /** Of mails about second factors. */
  factor?: Factor;
  /** Of a changed address: what its link undoes. */
  leftAddress?: string;
  /** ISO 8601: when something will happen that can still be stopped. */
  until?: string;
}
