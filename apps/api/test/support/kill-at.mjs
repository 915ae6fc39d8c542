// Loaded with `node --import` into a real server process: kills it (SIGKILL, no clean-up) at the point of a sign-up that
// KILL_AT names. It wraps what the server calls; the server itself knows nothing of it.
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { ServerResponse } from 'node:http';
import { sep } from 'node:path';
import { Client } from 'pg';

const point = process.env.KILL_AT;
const { open, rename, rm } = fs;
let signingUp = false;
let picturesOpened = 0;

function reached(name) {
  if (name === point) process.kill(process.pid, 'SIGKILL');
}

fs.open = async (path, ...rest) => {
  const file = await open(path, ...rest);
  if (!String(path).includes(`${sep}faces${sep}`) || rest[0] !== 'wx') return file;
  signingUp = true;
  if (String(path).includes('.pending')) reached('intent-opened');
  else reached((picturesOpened += 1) === 1 ? 'first-picture-opened' : 'second-picture-opened');
  return file;
};

fs.rename = async (from, to) => {
  await rename(from, to);
  if (String(to).includes('.pending')) reached('intent-written');
};

fs.rm = async (path, ...rest) => {
  await rm(path, ...rest);
  if (signingUp && String(path).includes('.pending')) reached('intent-settled');
};
syncBuiltinESMExports();

const query = Reflect.get(Client.prototype, 'query');
Client.prototype.query = function (...parameters) {
  if (!signingUp || parameters[0] !== 'COMMIT') return query.apply(this, parameters);
  reached('before-commit');
  return query.apply(this, parameters).then((result) => {
    reached('after-commit');
    return result;
  });
};

const end = Reflect.get(ServerResponse.prototype, 'end');
ServerResponse.prototype.end = function (...parameters) {
  if (signingUp && this.statusCode === 201) reached('before-answer');
  return end.apply(this, parameters);
};
