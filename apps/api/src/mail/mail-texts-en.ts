import type { MailTexts } from './mail-texts.js';

const NOT_YOU = 'If that was you, there is nothing to do.';
const CHANGE_PASSWORD =
  'If it was not you: log in, change your password and look at where your account is signed in. A new password ends all other sessions.';
const FACTORS = { passkey: 'passkey', 'authenticator-app': 'authenticator app' };
const LOST = 'If it was not you, ask whoever runs this server for help at once.';

export const ENGLISH: MailTexts = {
  kinds: {
    'email-verification': ({ username, until }) => ({
      subject: 'Confirm your email address',
      paragraphs: [
        `Somebody entered this address for the account "${username}". If that was you, please confirm it: only a confirmed address can help you when you forget your password.`,
        'Open the link in the browser in which you are logged in: everything stays as it is then. Anywhere else, all that was set up before you confirmed is removed, because it may belong to somebody else.',
        ...(until === undefined
          ? []
          : [
              `If nobody confirms it by ${until}, the address is free for others again: a new account is deleted then, and an account that had another address before gets that one back.`,
            ]),
        'The link works once, for 24 hours. If it was not you, do nothing.',
      ],
      action: 'Confirm this address',
    }),
    recovery: ({ username }) => ({
      subject: 'Set a new password',
      paragraphs: [
        `Somebody asked for a new password for your account "${username}".`,
        'The link works once, for 30 minutes, and only the newest one works. If it was not you, do nothing: your password stays as it is.',
      ],
      action: 'Set a new password',
    }),
    'recovery-unverified': ({ username }) => ({
      subject: 'Your password could not be reset',
      paragraphs: [
        `Somebody asked for a new password for the account "${username}". This address was never confirmed for it, so we send no link: it might not be yours.`,
        'You can still log in with your face, or ask whoever runs this server. Once you are in, confirm the address on your account page.',
      ],
    }),
    'new-device': ({ username, device, moment }) => ({
      subject: 'A new device signed in',
      paragraphs: [
        `Your account "${username}" was signed in to on a device that it did not know: ${device ?? 'an unknown browser'}, on ${moment}.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'face-added': ({ username, moment }) => ({
      subject: 'A face was added to your account',
      paragraphs: [
        `One more picture of your face opens your account "${username}" since ${moment}.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'face-removed': ({ username, moment }) => ({
      subject: 'A face was removed from your account',
      paragraphs: [
        `A picture of your face was removed from your account "${username}" on ${moment}.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'factor-added': ({ username, moment, factor = 'passkey' }) => ({
      subject: 'A second factor was added to your account',
      paragraphs: [
        `Your account "${username}" has a new ${FACTORS[factor]} since ${moment}.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'factor-removed': ({ username, moment, factor = 'passkey' }) => ({
      subject: 'A second factor was removed from your account',
      paragraphs: [
        `A second factor, the ${FACTORS[factor]}, was removed from your account "${username}" on ${moment}.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'recovery-codes-renewed': ({ username, moment }) => ({
      subject: 'You have new recovery codes',
      paragraphs: [
        `New recovery codes were made for your account "${username}" on ${moment}. The old ones open nothing any more.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'recovery-code-used': ({ username, moment }) => ({
      subject: 'A recovery code was used',
      paragraphs: [
        `Somebody logged in to your account "${username}" with one of its recovery codes on ${moment}. That code is used up.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'password-changed': ({ username, moment }) => ({
      subject: 'Your password was changed',
      paragraphs: [
        `The password of your account "${username}" was changed on ${moment}. All other devices are signed out.`,
        NOT_YOU,
        'If it was not you, set a new one at once with "Forgot your password?" on the log-in page.',
      ],
    }),
    'password-recovered': ({ username, moment }) => ({
      subject: 'Your password was reset',
      paragraphs: [
        `A new password was set for your account "${username}" on ${moment}, with a link that was sent to this address. All devices are signed out. Your faces are as they were.`,
        NOT_YOU,
        'If it was not you, somebody reads your mails: change the password of your mailbox first, then this one.',
      ],
    }),
    'email-changed': ({ username, moment, hasLink }) => ({
      subject: 'Your email address was changed',
      paragraphs: [
        `Your account "${username}" has another email address since ${moment}. It was confirmed with your password. This is the last mail to this address.`,
        NOT_YOU,
        ...(hasLink
          ? [
              'If it was not you, undo it: this address is put back, all devices are signed out, and you set a new password. The link works once, for 7 days.',
            ]
          : [
              'If it was not you: log in with your username or your face, change the address back and your password as well.',
              LOST,
            ]),
      ],
      action: 'Undo the change',
    }),
    'email-change-undone': ({ username, moment }) => ({
      subject: 'The change of your email address was undone',
      paragraphs: [
        `Your account "${username}" has its earlier email address again since ${moment}: somebody used the link that was sent there. All devices are signed out, the password is void, and faces and second factors that were added after the change are removed.`,
        'A link for a new password was sent to the earlier address. Look at your faces and your second factors when you are in.',
        LOST,
      ],
    }),
    'email-put-back': ({ username, moment }) => ({
      subject: 'Your earlier email address is back',
      paragraphs: [
        `Nobody confirmed the new email address of your account "${username}" in time. Since ${moment} it has this one again.`,
        'You can change it again on your account page.',
      ],
    }),
    'account-reset': ({ username, moment }) => ({
      subject: 'Your address is confirmed, and the account starts afresh',
      paragraphs: [
        `This address was confirmed for the account "${username}" on ${moment}, in a browser in which nobody was logged in to it. Whoever made the account may be somebody else, so everything that was set up before is removed: faces, second factors, the password, and all devices are signed out.`,
        'Unless you have set a new password already, a link for one comes in another mail. If that was you, log in with it and add your face again.',
      ],
    }),
    'consent-withdrawn': ({ username, moment }) => ({
      subject: 'Your face is no longer stored',
      paragraphs: [
        `The consent to store your face was withdrawn for your account "${username}" on ${moment}. All pictures and everything computed from them are destroyed, and log-in by face is off. The account stays, and your password opens it.`,
        NOT_YOU,
        CHANGE_PASSWORD,
      ],
    }),
    'account-idle': ({ username, until }) => ({
      subject: 'Your account will be deleted',
      paragraphs: [
        `Nobody has used your account "${username}" for a long time. It will be deleted after ${until ?? 'some days'}, with everything in it.`,
        'To keep it, log in once before then. If you do not need it any more, there is nothing to do.',
      ],
    }),
    'account-unconfirmed': ({ username, moment }) => ({
      subject: 'An account was deleted because this address was not confirmed',
      paragraphs: [
        `Nobody confirmed this address for the account "${username}" in time. It was deleted on ${moment}, with its faces, pictures and keys. Its name and this address are free again.`,
        'If that was you, you can sign up again. If it was not, there is nothing to do.',
      ],
    }),
    'account-erased': ({ username, moment }) => ({
      subject: 'Your account was deleted',
      paragraphs: [
        `Your account "${username}" was deleted on ${moment}: faces, pictures, history and keys. Nobody can bring them back. This mail is the last thing that we know of you.`,
        LOST,
      ],
    }),
  },
  footer: (origin) =>
    `Sent by Facegate at ${origin} because of something that happened there. Nobody reads answers to it.`,
};
