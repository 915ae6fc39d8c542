import { errorCodeOf } from './common/error-code.js';
import { fileFault } from './common/files/file-fault.js';
import { StartUpError } from './common/start-up-error.js';
import type { AppConfig } from './config/app-config.js';

/** What is printed in place of a stack when the server or a command cannot begin; undefined for what nobody foresaw. */
export function startUpSentence(error: unknown): string | undefined {
  if (error instanceof StartUpError) return error.message;
  return fileFault(error);
}

/** Why nothing can listen where the settings say; any other error as it is. */
export function listenFault(error: unknown, { port, host }: Pick<AppConfig, 'port' | 'host'>): unknown {
  const sentence = listenSentence(errorCodeOf(error), port, host);
  return sentence === undefined ? error : new StartUpError(sentence, { cause: error });
}

function listenSentence(code: string | undefined, port: number, host: string | undefined): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use, perhaps by another Facegate. Stop what uses it, or set PORT to another number.`;
    case 'EACCES':
      return `Port ${port} may be used by an administrator only. Set PORT to 1024 or more, and put a reverse proxy in front.`;
    case 'EADDRNOTAVAIL':
      return `HOST is ${host}, which is no address of this machine. Set it to one that is, or leave it empty.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return `HOST is ${host}, a name that cannot be looked up. Set it to an address of this machine, or leave it empty.`;
    case 'EAFNOSUPPORT':
      return `HOST is ${host}, and this machine has no addresses of that kind. Set it to another one, or leave it empty.`;
    default:
      return undefined;
  }
}
