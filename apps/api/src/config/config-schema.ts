import { availableParallelism } from 'node:os';
import { SIGN_IN_DEMANDS } from '@facegate/contracts';
import {
  bearerToken,
  type ConfigKey,
  daysOrOff,
  decimal,
  flag,
  integer,
  key256,
  listOf,
  mailbox,
  oneOf,
  optional,
  origin,
  postgresUrl,
  proxies,
  redisUrl,
  text,
  webAddress,
} from './config-key.js';
import { smtpUrl } from './smtp-server.js';

function key<T>(definition: ConfigKey<T>): ConfigKey<T> {
  return definition;
}

/** One for each core, and no more than four: past that the queue gains little and memory a lot. */
function defaultWorkers(): number {
  return Math.min(4, availableParallelism());
}

/** Every setting, in the order in which `.env.example` and the README list them. */
export const CONFIG_SCHEMA = {
  environment: key({
    env: 'NODE_ENV',
    title: 'Kind of run',
    unit: 'development, test or production',
    default: 'development',
    advice:
      'Production logs as JSON and refuses what is weak: no or a guessable FACEGATE_MASTER_KEY, no or an http FACEGATE_PUBLIC_URL, FACEGATE_LIVENESS=off, FACEGATE_UPLOADS=trusted without a reason, FACEGATE_TARGET_FMR above 0.0001.',
    read: oneOf('development', 'test', 'production'),
  }),
  port: key({
    env: 'PORT',
    title: 'Port to listen on',
    unit: 'TCP port; 0 takes a free one',
    default: '3000',
    advice: 'Browsers give the camera only to https pages and to localhost: put TLS in front for anything else.',
    read: integer(0, 65_535),
  }),
  host: key({
    env: 'HOST',
    title: 'Address to listen on',
    unit: 'IP address or host name',
    default: '',
    advice:
      'Empty: all addresses in production, 127.0.0.1 elsewhere, so that nobody in your network reaches a server that you try out. 0.0.0.0 is all IPv4 addresses, :: all. In production use 127.0.0.1 when a reverse proxy on the same machine is the only caller.',
    read: optional(text),
  }),
  publicUrl: key({
    env: 'FACEGATE_PUBLIC_URL',
    title: 'Address that people open',
    unit: 'URL without a path',
    default: '',
    advice:
      'Production demands it, and answers requests for its host only, but for the probes at /api/health. With https the refresh cookie is Secure; calls that carry it from another origin are refused. Empty: pages may be opened at localhost, at an IP address, or at the name in HOST.',
    read: optional(origin),
  }),
  dataDir: key({
    env: 'FACEGATE_DATA_DIR',
    title: 'Data folder: embedded database, keys, sealed pictures',
    unit: 'path, from the working directory',
    default: './data',
    advice: 'Back it up as a whole, and keep the master key elsewhere.',
    read: text,
  }),
  databaseUrl: key({
    env: 'DATABASE_URL',
    title: 'PostgreSQL to use instead of the embedded database',
    unit: 'postgresql:// URL, PostgreSQL 15 or later',
    default: '',
    advice: 'Empty: PGlite inside the data folder, which one server process at a time can open.',
    secret: true,
    read: optional(postgresUrl),
  }),
  redisUrl: key({
    env: 'REDIS_URL',
    title: 'Redis that counts attempts in place of the database',
    unit: 'redis:// or rediss:// URL, Redis 6.2 or later',
    default: '',
    advice:
      'Needed by nothing: the database counts for several servers as well. Without an answer from it nobody can log in. Let it keep its data over a restart, and evict nothing.',
    secret: true,
    read: optional(redisUrl),
  }),
  masterKey: key({
    env: 'FACEGATE_MASTER_KEY',
    title: 'Key that wraps every person’s data key and the signing key',
    unit: '32 bytes, base64 or hex',
    default: '',
    advice:
      'Make one with: openssl rand -base64 32. Without it nothing sealed can ever be read again. Empty: made on first start in the data folder under keys/master.key; production refuses that.',
    secret: true,
    read: optional(key256),
  }),
  previousMasterKeys: key({
    env: 'FACEGATE_MASTER_KEY_PREVIOUS',
    title: 'Master keys that only open what they sealed',
    unit: '32 bytes, base64 or hex; several with commas',
    default: '',
    advice:
      'To change the master key: the old one here, the new one in FACEGATE_MASTER_KEY, restart, then: npm run facegate -- keys rotate.',
    secret: true,
    read: listOf(key256),
  }),
  engine: key({
    env: 'FACEGATE_ENGINE',
    title: 'Face engine',
    unit: 'sface or face-api',
    default: 'sface',
    advice:
      'sface is MediaPipe landmarks and SFace on onnxruntime: faster and more accurate. face-api has no live check, so it is for comparison and cannot run in production. Templates of different engines are never compared: after changing it run: npm run facegate -- reindex.',
    read: oneOf('sface', 'face-api'),
  }),
  modelsDir: key({
    env: 'FACEGATE_MODELS_DIR',
    title: 'Folder with the model files',
    unit: 'path; empty for those of the npm packages',
    default: '',
    advice: 'Under their published names, e.g. face_landmarker.task. They must be the very same files (SHA-256).',
    read: optional(text),
  }),
  engineWorkers: key({
    env: 'FACEGATE_ENGINE_WORKERS',
    title: 'Threads that analyse pictures',
    unit: 'threads; empty for the number of cores, at most 4',
    default: '',
    advice: 'Each holds its own copy of the models in memory.',
    read: (value: string) => (value === '' ? defaultWorkers() : integer(1, 64)(value)),
  }),
  engineQueue: key({
    env: 'FACEGATE_ENGINE_QUEUE',
    title: 'Requests that may wait for each thread',
    unit: 'requests',
    default: '2',
    advice:
      'Past it the answer is BUSY (503) with Retry-After, to who has used most of late: more would let people wait long rather than serve more of them.',
    read: integer(1, 10_000),
  }),
  engineWaitMs: key({
    env: 'FACEGATE_ENGINE_WAIT_MS',
    title: 'How long a request may wait for a thread, as far as can be told when it comes',
    unit: 'milliseconds',
    default: '500',
    advice: 'Counts besides FACEGATE_ENGINE_QUEUE, on machines that take long for a picture.',
    read: integer(1, 600_000),
  }),
  targetFmr: key({
    env: 'FACEGATE_TARGET_FMR',
    title: 'How often a stranger may pass for one named account (1:1)',
    unit: 'false match rate, 0.00001 to 0.01',
    default: '0.0001',
    advice: 'The threshold follows from it, as measured. A lower rate turns more owners away.',
    read: decimal(1e-5, 1e-2),
  }),
  targetFpir: key({
    env: 'FACEGATE_TARGET_FPIR',
    title: 'How often a stranger may pass for anybody at all (1:N)',
    unit: 'false positive identification rate, 0.0001 to 0.1',
    default: '',
    advice:
      'Unset, it is 0.001 for as many accounts as the measurements support at that rate, and 0.01 for more. The threshold rises with the number of accounts that have a face; past the number that the measurements support, log-in by face asks for the username.',
    read: optional(decimal(1e-4, 0.1)),
  }),
  lookAlikes: key({
    env: 'FACEGATE_LOOK_ALIKES',
    title: 'Sign-up with a face that another account has',
    unit: 'refuse, report or allow',
    default: 'refuse',
    advice:
      'Refuse answers FACE_ALREADY_ENROLLED; report only writes it to the log. Allow where people share faces with test accounts.',
    read: oneOf('refuse', 'report', 'allow'),
  }),
  keepImages: key({
    env: 'FACEGATE_KEEP_IMAGES',
    title: 'Keep the enrolled pictures, sealed',
    unit: 'true or false',
    default: 'true',
    advice: 'With false only the sealed templates stay; a change of engine then asks everyone to enrol anew.',
    read: flag,
  }),
  liveness: key({
    env: 'FACEGATE_LIVENESS',
    title: 'Log-in by face only after the server saw a living person',
    unit: 'on or off',
    default: 'on',
    advice: 'With off a photo of a person passes for the person. Needs the sface engine.',
    read: oneOf('on', 'off'),
  }),
  uploads: key({
    env: 'FACEGATE_UPLOADS',
    title: 'What pictures from files count for',
    unit: 'checked or trusted',
    default: 'checked',
    advice:
      'Checked keeps them as pictures; log-in by face waits for a live check that shows the same person. Trusted lets log-in compare with them at once: whoever has pictures of somebody can then sign up as them.',
    read: oneOf('checked', 'trusted'),
  }),
  uploadsReason: key({
    env: 'FACEGATE_UPLOADS_REASON',
    title: 'Why files may be trusted in production',
    unit: 'text, such as who looks at them before',
    default: '',
    advice: 'Production refuses FACEGATE_UPLOADS=trusted without it. It is written to the log at every start.',
    read: optional(text),
  }),
  liveSessions: key({
    env: 'FACEGATE_LIVE_SESSIONS',
    title: 'Live sessions at once for each thread',
    unit: 'sessions',
    default: '5',
    advice:
      'Each looks at up to 15 pictures a second. Past it the answer is BUSY before anything is asked of the person.',
    read: integer(1, 1000),
  }),
  liveSessionsPerAddress: key({
    env: 'FACEGATE_LIVE_SESSIONS_PER_ADDRESS',
    title: 'Live sessions at once of one address',
    unit: 'sessions; empty for 5, or half of all where that is fewer',
    default: '',
    advice:
      'Set it higher where many people share an address, such as a hospital behind one connection, with FACEGATE_LIVE_SESSIONS and FACEGATE_FAILURES_AN_ADDRESS: an address may begin 12 times as many in ten minutes, 60 at least. A network (/24, or /48 of IPv6) has half of all, or as many as one address where that is more.',
    read: optional(integer(1, 10_000)),
  }),
  sessionHours: key({
    env: 'FACEGATE_SESSION_HOURS',
    title: 'How long a session lasts at most',
    unit: 'hours, 1 to 720',
    default: '720',
    advice: 'Then the person logs in again, however busy they were. NIST SP 800-63B-4: 720 for AAL1, 24 for AAL2.',
    read: integer(1, 720),
  }),
  sessionIdleHours: key({
    env: 'FACEGATE_SESSION_IDLE_HOURS',
    title: 'How long a session lasts without being used',
    unit: 'hours, 1 to 720',
    default: '168',
    advice: 'A page that is open counts as use. NIST SP 800-63B-4: 1 for AAL2.',
    read: integer(1, 720),
  }),
  stepUpSeconds: key({
    env: 'FACEGATE_STEP_UP_SECONDS',
    title: 'How long a proof of who one is counts as fresh',
    unit: 'seconds, 5 to 900',
    default: '300',
    advice:
      'After it, export of one’s data and changes of faces ask for the password or the face once more. Production takes 300 at most.',
    read: integer(5, 900),
  }),
  signIn: key({
    env: 'FACEGATE_SIGN_IN',
    title: 'What every log-in must show',
    unit: 'any, second-factor or face+passkey',
    default: 'any',
    advice:
      'Any: a second factor from who has one. Second-factor: a passkey or an authenticator app from everybody. Face+passkey: both from everybody, so that a password alone opens nothing. Who has none yet is led to set one up at the next log-in. Passkeys need FACEGATE_PUBLIC_URL with a domain name, or localhost.',
    read: oneOf(...SIGN_IN_DEMANDS),
  }),
  smtpServer: key({
    env: 'SMTP_URL',
    title: 'Mail server for links and notices',
    unit: 'smtp:// or smtps:// URL',
    default: '',
    advice:
      'Empty: mails are files in the outbox folder of the data folder, and the console shows their links (not in production).',
    secret: true,
    read: optional(smtpUrl),
  }),
  smtpTls: key({
    env: 'FACEGATE_SMTP_TLS',
    title: 'Encryption on the way to the mail server',
    unit: 'required or optional',
    default: 'required',
    advice:
      'Required sends nothing to another machine without TLS and a valid certificate. Production refuses optional.',
    read: oneOf('required', 'optional'),
  }),
  mailFrom: key({
    env: 'FACEGATE_MAIL_FROM',
    title: 'Sender of the mails',
    unit: 'address, or Name <address>',
    default: 'Facegate <facegate@localhost>',
    advice: 'Needed with SMTP_URL: an address that the mail server may send from.',
    read: mailbox,
  }),
  auditDays: key({
    env: 'FACEGATE_AUDIT_DAYS',
    title: 'How long the audit trail is kept',
    unit: 'days, 30 to 3650',
    default: '365',
    advice: 'What happened to accounts, from which network and device. Older events go, and the rest still verifies.',
    read: integer(30, 3650),
  }),
  pictureDays: key({
    env: 'FACEGATE_PICTURE_DAYS',
    title: 'How long enrolled pictures are kept',
    unit: 'days, 1 to 3650, or off: as long as the face',
    default: 'off',
    advice: 'Their templates stay, and so does log-in by face; a change of engine then asks everyone to enrol anew.',
    read: daysOrOff(1, 3650),
  }),
  idleAccountDays: key({
    env: 'FACEGATE_IDLE_ACCOUNT_DAYS',
    title: 'After how long accounts that nobody uses are erased',
    unit: 'days, 60 to 3650, or off: never',
    default: 'off',
    advice: 'Their owners are told by mail 30 days before. Longer than a session lasts.',
    read: daysOrOff(60, 3650),
  }),
  privacyContact: key({
    env: 'FACEGATE_PRIVACY_CONTACT',
    title: 'Whom people can ask about their data',
    unit: 'text, such as a name with an e-mail address',
    default: '',
    advice: 'Shown on the privacy page: who is responsible for this server.',
    read: optional(text),
  }),
  trustedProxies: key({
    env: 'FACEGATE_TRUSTED_PROXIES',
    title: 'Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed',
    unit: 'addresses, networks, loopback, linklocal or uniquelocal, with commas',
    default: '',
    advice: 'Set it behind a reverse proxy: limits count by address, and without it everybody has that of the proxy.',
    read: proxies,
  }),
  failuresAnAddress: key({
    env: 'FACEGATE_FAILURES_AN_ADDRESS',
    title: 'Failed log-ins and sign-ups of one address in 15 minutes',
    unit: 'failures; 0 for any number',
    default: '100',
    advice:
      'Past it the answer is TOO_MANY_ATTEMPTS (429) until the 15 minutes are over. Of sign-ups those count that may tell of others: a name, an address or a face that is taken. Challenges for passkeys are three times as many. A network (/24, or /48 of IPv6) has ten times as many of each. The limits of each account hold besides.',
    read: integer(0, 1_000_000),
  }),
  signUpsPerAddress: key({
    env: 'FACEGATE_SIGN_UPS_PER_ADDRESS',
    title: 'Accounts that one address may make in a day',
    unit: 'sign-ups; 0 for any number',
    default: '100',
    advice:
      'Past it the answer is TOO_MANY_ATTEMPTS (429) until the day is over. A network (/24, or /48 of IPv6) has three times as many, and faces added to accounts are three times as many as sign-ups. Set it higher where many people enrol behind one address. Without it one robot could make so many accounts that nobody can log in by the face alone.',
    read: integer(0, 1_000_000),
  }),
  diagnostics: key({
    env: 'FACEGATE_DIAGNOSTICS',
    title: 'Who may read /api/health/metrics and /api/docs',
    unit: 'open, loopback or closed',
    default: '',
    advice:
      'Loopback: who calls from this machine, at localhost and through no proxy. Closed: who has FACEGATE_DIAGNOSTICS_TOKEN. Empty: closed in production, open elsewhere. Production refuses open.',
    read: optional(oneOf('open', 'loopback', 'closed')),
  }),
  diagnosticsToken: key({
    env: 'FACEGATE_DIAGNOSTICS_TOKEN',
    title: 'Token that opens both from anywhere',
    unit: 'at least 24 characters',
    default: '',
    advice:
      'Sent as Authorization: Bearer, which Prometheus calls authorization. Make one with: openssl rand -base64 32.',
    secret: true,
    read: optional(bearerToken),
  }),
  pwnedPasswords: key({
    env: 'FACEGATE_PWNED_PASSWORDS',
    title: 'Service that knows leaked passwords',
    unit: 'address in front of /range/ of the Pwned Passwords API; empty for none',
    default: '',
    advice:
      'For example https://api.pwnedpasswords.com. It learns five of the forty digits of the SHA-1 of each new password. Without an answer within two seconds only the list that comes with Facegate counts.',
    read: optional(webAddress),
  }),
  logLevel: key({
    env: 'FACEGATE_LOG_LEVEL',
    title: 'Least weight of what is logged',
    unit: 'error, warn, info or debug',
    default: 'info',
    advice: 'No level logs a picture, a vector, a password, a token or a request body.',
    read: oneOf('error', 'warn', 'info', 'debug'),
  }),
};

export type ConfigValues = {
  readonly [K in keyof typeof CONFIG_SCHEMA]: ReturnType<(typeof CONFIG_SCHEMA)[K]['read']>;
};
