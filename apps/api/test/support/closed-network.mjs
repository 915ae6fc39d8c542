/**
 * What runs inside of a closed network: brings up its loopback, lets callers in and mails out through sockets in a folder,
 * which have no network, and starts the command. `closed-network.mjs <folder> <command…>`
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { join } from 'node:path';

const [folder, command, ...parameters] = process.argv.slice(2);

function must(program, ...words) {
  const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`);
}

must('ip', 'link', 'set', 'lo', 'up');
// A resolver on the loopback, as containers have one, would hide who asks it.
const resolver = join(folder, 'resolv.conf');
writeFileSync(resolver, 'nameserver 192.0.2.53\n');
must('mount', '--bind', resolver, '/etc/resolv.conf');

/** Connections to `from` go on to `to`; each a port of the loopback or the path of a socket. */
function relay(from, to) {
  createServer((incoming) => {
    const outgoing = connect(to);
    incoming.on('error', () => outgoing.destroy());
    outgoing.on('error', () => incoming.destroy());
    incoming.pipe(outgoing).pipe(incoming);
  }).listen(from);
}

relay({ path: join(folder, 'server.sock') }, { port: Number(process.env.PORT), host: '127.0.0.1' });
relay({ port: Number(process.env.MAIL_PORT), host: '127.0.0.1' }, { path: join(folder, 'mail.sock') });

const child = spawn(command, parameters, { stdio: ['ignore', 'inherit', 'inherit'] });
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => {
  // The kernel's counters go with the network.
  for (const name of ['snmp', 'snmp6'])
    if (existsSync(`/proc/net/${name}`)) writeFileSync(join(folder, name), readFileSync(`/proc/net/${name}`));
  process.exit(code ?? (signal ? 1 : 0));
});
