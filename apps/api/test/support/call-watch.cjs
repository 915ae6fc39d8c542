/**
 * Loaded before the program (`--require`), and before each of its threads: writes down every name that is looked up and
 * every address that is connected to, but for the loopback and sockets in folders, one JSON line each, into `CALL_WATCH`.
 */
const dgram = require('node:dgram');
const dns = require('node:dns');
const { appendFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+|0\.0\.0\.0|::)$/;

function note(kind, name) {
  if (typeof name !== 'string' || LOOPBACK.test(name)) return;
  const from = new Error('called').stack
    .split('\n')
    .slice(3, 9)
    .map((line) => line.trim());
  appendFileSync(process.env.CALL_WATCH, `${JSON.stringify({ kind, name, from })}\n`);
}

/** @param nameOf what the call asks for, from its arguments */
function watch(object, method, kind, nameOf) {
  const original = object[method];
  object[method] = function watched(...values) {
    note(kind, nameOf(...values));
    return Reflect.apply(original, this, values);
  };
}

for (const resolver of [dns, dns.promises])
  for (const method of Object.keys(resolver))
    if (/^(lookup|resolve|reverse)/.test(method)) watch(resolver, method, 'look-up', (name) => name);
// The arguments of `net.connect` come here as one list.
watch(net.Socket.prototype, 'connect', 'connection', (given, second) => {
  const [options, host] = Array.isArray(given) ? given : [given, second];
  if (typeof options === 'object') return options.path === undefined ? (options.host ?? 'localhost') : undefined;
  return typeof host === 'string' ? host : undefined;
});
watch(dgram.Socket.prototype, 'connect', 'datagram', (_port, address) => address);
watch(dgram.Socket.prototype, 'send', 'datagram', (...values) =>
  values.find((value, at) => at > 0 && typeof value === 'string'),
);
syncBuiltinESMExports();
