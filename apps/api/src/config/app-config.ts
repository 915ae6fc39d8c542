import { resolve } from 'node:path';
import { StartUpError } from '../common/start-up-error.js';
import { ConfigFault, type ConfigKey } from './config-key.js';
import { CONFIG_SCHEMA, type ConfigValues } from './config-schema.js';
import { productionFaults } from './production-rules.js';
import { unknownNames } from './setting-names.js';

/** The settings in force. Its own DI token. */
export abstract class AppConfig implements ConfigValues {
  abstract readonly environment: ConfigValues['environment'];
  abstract readonly port: number;
  abstract readonly host: string | undefined;
  abstract readonly publicUrl: URL | undefined;
  /** Absolute path. */
  abstract readonly dataDir: string;
  abstract readonly databaseUrl: string | undefined;
  abstract readonly redisUrl: string | undefined;
  abstract readonly masterKey: Buffer | undefined;
  abstract readonly previousMasterKeys: Buffer[];
  abstract readonly engine: ConfigValues['engine'];
  abstract readonly modelsDir: string | undefined;
  abstract readonly engineWorkers: number;
  abstract readonly engineQueue: number;
  abstract readonly engineWaitMs: number;
  abstract readonly targetFmr: number;
  abstract readonly targetFpir: number | undefined;
  abstract readonly lookAlikes: ConfigValues['lookAlikes'];
  abstract readonly keepImages: boolean;
  abstract readonly liveness: ConfigValues['liveness'];
  abstract readonly uploads: ConfigValues['uploads'];
  abstract readonly uploadsReason: string | undefined;
  abstract readonly liveSessions: number;
  abstract readonly liveSessionsPerAddress: number | undefined;
  abstract readonly sessionHours: number;
  abstract readonly sessionIdleHours: number;
  abstract readonly stepUpSeconds: number;
  abstract readonly signIn: ConfigValues['signIn'];
  abstract readonly smtpServer: ConfigValues['smtpServer'];
  abstract readonly smtpTls: ConfigValues['smtpTls'];
  abstract readonly mailFrom: string;
  abstract readonly auditDays: number;
  abstract readonly pictureDays: number | undefined;
  abstract readonly idleAccountDays: number | undefined;
  abstract readonly privacyContact: string | undefined;
  abstract readonly trustedProxies: string[];
  abstract readonly failuresAnAddress: number;
  abstract readonly signUpsPerAddress: number;
  abstract readonly diagnostics: ConfigValues['diagnostics'];
  abstract readonly diagnosticsToken: string | undefined;
  abstract readonly pwnedPasswords: URL | undefined;
  abstract readonly logLevel: ConfigValues['logLevel'];
}

/**
 * Reads every setting from `environment`; an empty variable counts as unset.
 * @throws StartUpError that lists all faults at once, and no secret.
 */
export function readConfig(environment: Record<string, string | undefined>): AppConfig {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, key] of Object.entries<ConfigKey<unknown>>(CONFIG_SCHEMA)) {
    const given = environment[key.env]?.trim() ?? '';
    try {
      values[name] = key.read(given === '' ? key.default : given);
    } catch (error) {
      if (!(error instanceof ConfigFault)) throw error;
      faults.push(`${key.env} ${error.message}${key.secret ? '' : `, not "${given}"`}.`);
    }
  }
  if (values['environment'] === 'production') faults.push(...productionFaults(values));
  if (values['engine'] === 'face-api' && values['liveness'] === 'on')
    faults.push(
      'FACEGATE_LIVENESS must be off with FACEGATE_ENGINE=face-api: that engine sees no landmarks to judge by.',
    );
  faults.push(...mailFaults(values, environment), ...unknownNames(whatIsSet(environment)));
  if (faults.length > 0)
    throw new StartUpError(`These settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  const config = values as unknown as ConfigValues;
  return { ...config, dataDir: resolve(config.dataDir) };
}

/** An empty variable counts as unset, whatever its name: compose files pass many of them. */
function whatIsSet(environment: Record<string, string | undefined>): [string, string][] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const text = value?.trim();
    return text ? [[name, text] as [string, string]] : [];
  });
}

/** What does not go together, in settings each of which can be used. */
function mailFaults({ smtpServer }: Partial<ConfigValues>, environment: Record<string, string | undefined>): string[] {
  if (!smtpServer) return [];
  const faults: string[] = [];
  if (!environment[CONFIG_SCHEMA.mailFrom.env]?.trim())
    faults.push('FACEGATE_MAIL_FROM must be set with SMTP_URL: an address that the mail server may send from.');
  return faults;
}
