import type { ConfigValues } from './config-schema.js';

/** NIST SP 800-63B-4 §3.2.3: a biometric comparison lets in one stranger of 10,000 at most. */
const MAX_FMR = 1e-4;
const MAX_FPIR = 0.03;
/** 32 random bytes have 30 different values on average; fewer than 20 come once in a thousand million keys. */
const MIN_DIFFERENT_BYTES = 20;

/** As SECURITY.md says: what one logs in with changes by a proof of the last five minutes. */
const MOST_STEP_UP_SECONDS = 300;

/** A school behind one address has fewer. */
const MOST_FAILURES = 1000;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

type Values = Partial<ConfigValues>;

/** What the server does not start with in production; settings that could not be read are left out. */
export function productionFaults(values: Values): string[] {
  const { masterKey, publicUrl, liveness, targetFmr, failuresAnAddress, signUpsPerAddress, smtpServer, smtpTls } =
    values;
  const { stepUpSeconds, pwnedPasswords, uploads, uploadsReason } = values;
  const faults: string[] = [];
  if ('masterKey' in values && !masterKey)
    faults.push(
      'FACEGATE_MASTER_KEY must be set in production: a key that lies beside the data it seals protects nothing. Make one with: openssl rand -base64 32',
    );
  if (masterKey && isGuessable(masterKey))
    faults.push(
      'FACEGATE_MASTER_KEY must be random: this one can be guessed. Make one with: openssl rand -base64 32, and see SECURITY.md for how to change it.',
    );
  if (values.previousMasterKeys?.some(isGuessable))
    faults.push(
      'FACEGATE_MASTER_KEY_PREVIOUS must be random: who guesses it opens what it still seals. Rotate it out with NODE_ENV=development, where nobody else comes in, then leave it away.',
    );
  if ('publicUrl' in values && !publicUrl)
    faults.push(
      'FACEGATE_PUBLIC_URL must be set in production: without it whoever sends a request names the address that origins are held against.',
    );
  if (publicUrl?.protocol === 'http:' && !LOOPBACK.test(publicUrl.hostname))
    faults.push(
      'FACEGATE_PUBLIC_URL must be https in production: passwords, faces and cookies would cross the network in the open.',
    );
  if (liveness === 'off')
    faults.push('FACEGATE_LIVENESS must be on in production: without it a photo of a person passes for the person.');
  if (uploads === 'trusted' && !isReason(uploadsReason))
    faults.push(
      'FACEGATE_UPLOADS must be checked in production, unless FACEGATE_UPLOADS_REASON says in words why files may be trusted: whoever has pictures of a person could sign up as that person.',
    );
  if (targetFmr !== undefined && targetFmr > MAX_FMR)
    faults.push(
      `FACEGATE_TARGET_FMR must be ${MAX_FMR} or less in production (NIST SP 800-63B-4): more strangers would pass for an account.`,
    );
  if (failuresAnAddress !== undefined && (failuresAnAddress === 0 || failuresAnAddress > MOST_FAILURES))
    faults.push(
      `FACEGATE_FAILURES_AN_ADDRESS must be from 1 to ${MOST_FAILURES} in production: more lets one address try out passwords of many accounts.`,
    );
  if (signUpsPerAddress === 0)
    faults.push(
      'FACEGATE_SIGN_UPS_PER_ADDRESS must be above 0 in production: one robot could make so many accounts that nobody can log in by the face alone.',
    );
  if (stepUpSeconds !== undefined && stepUpSeconds > MOST_STEP_UP_SECONDS)
    faults.push(
      `FACEGATE_STEP_UP_SECONDS must be ${MOST_STEP_UP_SECONDS} or less in production: a browser that was left open can change faces and factors for as long.`,
    );
  if (values.diagnostics === 'open')
    faults.push(
      'FACEGATE_DIAGNOSTICS must be loopback or closed in production: the metrics tell anybody how many people there are and which faces are close. Let Prometheus send FACEGATE_DIAGNOSTICS_TOKEN.',
    );
  if (pwnedPasswords?.protocol === 'http:' && !LOOPBACK.test(pwnedPasswords.hostname))
    faults.push(
      'FACEGATE_PWNED_PASSWORDS must be https in production: who listens on the way learns of each new password, and can say that none is known.',
    );
  if (smtpServer?.isLocal === false && smtpTls === 'optional')
    faults.push('FACEGATE_SMTP_TLS must be required in production: who listens on the way could use the links.');
  return faults;
}

/** What it starts with all the same, and says so. */
export function productionWarnings(values: ConfigValues): string[] {
  if (values.environment !== 'production') return [];
  const { lookAlikes, targetFpir, logLevel, databaseUrl, redisUrl, uploads, uploadsReason } = values;
  const warnings: string[] = [];
  if (lookAlikes === 'allow')
    warnings.push('FACEGATE_LOOK_ALIKES=allow: one person can have any number of accounts with the same face.');
  if (uploads === 'trusted')
    warnings.push(
      `FACEGATE_UPLOADS=trusted: log-in compares with files that nobody was seen with. Reason: ${uploadsReason}`,
    );
  if ((targetFpir ?? 0) > MAX_FPIR)
    warnings.push(
      `FACEGATE_TARGET_FPIR is above ${MAX_FPIR}: log-in without a name lets in more strangers than it need.`,
    );
  if (logLevel === 'debug') warnings.push('FACEGATE_LOG_LEVEL=debug: the log tells of every request and when it came.');
  if (databaseUrl && crossesNetworkInTheOpen(databaseUrl))
    warnings.push(
      'DATABASE_URL: the database is on another machine, and nothing says that the way there is encrypted (sslmode).',
    );
  if (redisUrl?.startsWith('redis:') && isElsewhere(new URL(redisUrl).hostname))
    warnings.push('REDIS_URL: Redis is on another machine, and the way there is not encrypted (rediss).');
  return warnings;
}

/** Words: at least two. */
function isReason(text: string | undefined): boolean {
  return /\p{L}{2,}.*\s.*\p{L}{2,}/u.test(text ?? '');
}

/** All one byte, a text that somebody typed, a sequence: nothing that a random source makes. */
function isGuessable(key: Buffer): boolean {
  const steps = new Set(key.subarray(1).map((byte, at) => byte - key[at]!));
  const isText = key.every((byte) => byte >= 0x20 && byte <= 0x7e);
  return new Set(key).size < MIN_DIFFERENT_BYTES || steps.size === 1 || isText;
}

function crossesNetworkInTheOpen(databaseUrl: string): boolean {
  const { hostname, searchParams } = new URL(databaseUrl);
  return isElsewhere(hostname) && !searchParams.has('sslmode') && !searchParams.has('ssl');
}

/** A name without a dot is one of a private network, such as a service of docker compose. */
function isElsewhere(hostname: string): boolean {
  return /[.:]/.test(hostname) && !LOOPBACK.test(hostname);
}
