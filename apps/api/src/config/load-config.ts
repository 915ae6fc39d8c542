import { existsSync } from 'node:fs';
import { type AppConfig, readConfig } from './app-config.js';

/** The settings of the environment and, behind it, of `.env` in the working directory. @throws StartUpError */
export function loadConfig(): AppConfig {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env);
}
