import { QueryFailedError } from 'typeorm';
import { errorCodeOf } from '../common/error-code.js';
import { StartUpError } from '../common/start-up-error.js';

/** What the operator can do, by SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_SQLSTATE: Record<string, (where: Where) => string> = {
  '28P01': ({ user }) => `The password for the database user ${user} is wrong: correct it in DATABASE_URL.`,
  '28000': ({ user }) =>
    `The database does not let the user ${user} in: check DATABASE_URL, and pg_hba.conf of the server.`,
  '3D000': ({ database, user }) =>
    `There is no database ${database}. Make it: CREATE DATABASE "${database}" OWNER "${user}" ENCODING 'UTF8' TEMPLATE template0;`,
  '3F000': mayNotCreate,
  '42501': mayNotCreate,
  '25006': () =>
    'The database takes no changes: it is read-only, or a standby. Set DATABASE_URL to the primary server.',
  '53300': () => 'The database has no connection left: raise max_connections, or end some of the others.',
  '53100': () => 'The disk of the database is full. Make room, then start again.',
  '57P03': () => 'The database is just starting or stopping. Start again when it is up.',
};

/** By code of Node: https://nodejs.org/api/errors.html#common-system-errors, and of its name look-up. */
const BY_SYSTEM_CODE: Record<string, (where: Where) => string> = {
  ECONNREFUSED: ({ host }) =>
    `Nothing listens at ${host}. Start PostgreSQL, or correct the host and port in DATABASE_URL.`,
  ENOTFOUND: ({ host }) => `No name server knows ${host}. Correct the host in DATABASE_URL.`,
  EAI_AGAIN: ({ host }) =>
    `The name of ${host} could not be looked up just now. Check the network, or correct DATABASE_URL.`,
  ETIMEDOUT: ({ host }) =>
    `${host} does not answer. Check the network and any firewall in between, or correct DATABASE_URL.`,
  EHOSTUNREACH: ({ host }) => `There is no way to ${host}. Check the network, or correct DATABASE_URL.`,
  ENETUNREACH: ({ host }) => `There is no way to ${host}. Check the network, or correct DATABASE_URL.`,
  ECONNRESET: ({ host }) => `${host} hung up. See whether it is a PostgreSQL server, and what its log says.`,
};

interface Where {
  host: string;
  database: string;
  user: string;
}

function mayNotCreate({ database, user }: Where): string {
  return `The database user ${user} may not make tables in ${database}. As its owner: GRANT USAGE, CREATE ON SCHEMA public TO "${user}"; or make the database theirs: ALTER DATABASE "${database}" OWNER TO "${user}";`;
}

/** Why a start with the database did not succeed, in a sentence with what to do; undefined for what is no operator's matter. */
export function databaseStartFault(error: unknown, url: string | undefined): StartUpError | undefined {
  if (error instanceof StartUpError || url === undefined) return undefined;
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const where = whereOf(url);
  const away = BY_SYSTEM_CODE[code]?.(where);
  if (away !== undefined) return new StartUpError(`The database cannot be reached. ${away}`, { cause: error });
  const refused = BY_SQLSTATE[code]?.(where);
  return refused === undefined
    ? undefined
    : new StartUpError(`The database cannot be used. ${refused}`, { cause: error });
}

/** Of the first of several tries, one for each address of a name. */
function codeOf(error: unknown): string | undefined {
  const inner = error instanceof QueryFailedError ? error.driverError : error;
  if (inner instanceof AggregateError) return codeOf(inner.errors[0]);
  const code = errorCodeOf(inner);
  if (code !== undefined) return code;
  return inner instanceof Error && inner.cause !== undefined ? codeOf(inner.cause) : undefined;
}

/** Never the password. */
function whereOf(url: string): Where {
  const { host, pathname, username, searchParams } = new URL(url);
  const user = decodeURIComponent(username) || 'of DATABASE_URL';
  return {
    host: host || searchParams.get('host') || 'localhost',
    database: decodeURIComponent(pathname.slice(1)) || user,
    user,
  };
}
