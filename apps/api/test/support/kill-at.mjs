// Loaded with `node --import` into a real server process: kills it (SIGKILL, no clean-up) at the point of a sign-up or
// of an operator's command that KILL_AT names. It wraps what the server calls; the server itself knows nothing of it.
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { ServerResponse } from 'node:http';
import { sep } from 'node:path';
import { Client } from 'pg';

const point = process.env.KILL_AT;
const { open, rename, rm } = fs;
let changing = false;
let picturesOpened = 0;

const STATEMENTS = [
  ['commit', /^COMMIT$/],
  ['faces', /^UPDATE "users" SET "facial_data"/],
  ['rewrap', /SET data_key = change\.new/],
  ['key-destroyed', /SET data_key = NULL/],
  ['row-deleted', /^DELETE FROM "users"/],
];

function reached(name) {
  if (name === point) process.kill(process.pid, 'SIGKILL');
}

fs.open = async (path, ...rest) => {
  const file = await open(path, ...rest);
  if (!String(path).includes(`${sep}faces${sep}`) || rest[0] !== 'wx') return file;
  changing = true;
  if (String(path).includes('.pending')) reached('intent-opened');
  else reached((picturesOpened += 1) === 1 ? 'first-picture-opened' : 'second-picture-opened');
  return file;
};

fs.rename = async (from, to) => {
  await rename(from, to);
  if (String(to).includes('.pending')) reached('intent-written');
  if (String(to).endsWith('signing-key.sealed')) reached('signing-key-wrapped');
  if (String(to).endsWith('master.key'))
    reached((await fs.readFile(to, 'utf8')).trim().includes('\n') ? 'master-key-added' : 'master-key-retired');
};

fs.rm = async (path, ...rest) => {
  await rm(path, ...rest);
  if (changing && String(path).includes('.pending')) reached('intent-settled');
  if (rest[0]?.recursive) reached('pictures-removed');
};
syncBuiltinESMExports();

const query = Reflect.get(Client.prototype, 'query');
Client.prototype.query = function (...parameters) {
  const [name] = STATEMENTS.find(([, pattern]) => pattern.test(parameters[0])) ?? [];
  if (name === 'faces') changing = true;
  if (!name || (name === 'commit' && !changing)) return query.apply(this, parameters);
  reached(`before-${name}`);
  return query.apply(this, parameters).then((result) => {
    reached(`after-${name}`);
    return result;
  });
};

const end = Reflect.get(ServerResponse.prototype, 'end');
ServerResponse.prototype.end = function (...parameters) {
  if (changing && this.statusCode === 201) reached('before-answer');
  return end.apply(this, parameters);
};
