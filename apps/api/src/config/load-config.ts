import { type AppConfig, readConfig } from './app-config.js';
import { readEnvFile } from './env-file.js';
import { misspeltNames } from './setting-names.js';
import { StartUpError } from '../common/start-up-error.js';

/**
 * The settings of the environment and, behind it, of `.env` in the working directory, which libraries find in the environment as well.
 * @throws StartUpError
 */
export function loadConfig(environment = process.env): AppConfig {
  const file = readEnvFile('.env');
  const misspelt = misspeltNames(Object.keys(file));
  if (misspelt.length > 0)
    throw new StartUpError(`.env has names that set nothing:\n${misspelt.map((fault) => `  - ${fault}`).join('\n')}`);
  for (const [name, value] of Object.entries(file)) environment[name] ??= value;
  return readConfig(environment);
}
