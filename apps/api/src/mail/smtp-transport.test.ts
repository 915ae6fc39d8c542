import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, it } from 'vitest';
import type { Message } from './mail-transport.js';
import { SmtpTransport } from './smtp-transport.js';

const servers: SMTPServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise<void>((done) => server.close(done)))));

/** Takes mail without TLS. @returns recipients and the port */
async function plainServer(): Promise<{ port: number; recipients: string[] }> {
  const recipients: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) => {
      recipients.push(address);
      done();
    },
  });
  servers.push(server);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return { port: (listener.address() as AddressInfo).port, recipients };
}

const MESSAGE: Message = { kind: 'recovery', to: 'anna@example.org', subject: 'Test', text: 'x', html: '<p>x</p>' };

async function send(isLocal: boolean, smtpTls: 'required' | 'optional', message = MESSAGE) {
  const { port, recipients } = await plainServer();
  const server = { host: '127.0.0.1', port, implicitTls: false, isLocal };
  const transport = new SmtpTransport(server, { smtpTls, mailFrom: 'Facegate <noreply@example.org>' });
  const failure = await transport.send(message, AbortSignal.timeout(10_000)).catch((error: unknown) => error);
  return { failure, recipients };
}

it('tells another machine nothing without TLS', async () => {
  const { failure, recipients } = await send(false, 'required');
  expect(failure).toMatchObject({ code: 'ETLS' });
  expect(recipients).toEqual([]);
});

it.each([
  [true, 'required'],
  [false, 'optional'],
] as const)('sends without it to this machine, or where that is allowed: local %s, %s', async (isLocal, smtpTls) => {
  const { failure, recipients } = await send(isLocal, smtpTls);
  expect(failure).toBeUndefined();
  expect(recipients).toEqual(['anna@example.org']);
});

it.each(['anna@example.org, evil@example.org', 'anna@example.org>\r\nRCPT TO:<evil@example.org'])(
  'sends to one address only, and never to a second one in %j',
  async (to) => {
    const { recipients } = await send(true, 'required', { ...MESSAGE, to });
    expect(recipients).not.toContain('evil@example.org');
    expect(recipients.length).toBeLessThanOrEqual(1);
  },
);

it('stops when it is told to', async () => {
  const { port } = await plainServer();
  const server = { host: '127.0.0.1', port, implicitTls: false, isLocal: true };
  const transport = new SmtpTransport(server, { smtpTls: 'required', mailFrom: 'noreply@example.org' });
  await expect(transport.send(MESSAGE, AbortSignal.abort())).rejects.toBeInstanceOf(Error);
});
