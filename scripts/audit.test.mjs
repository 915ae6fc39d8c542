import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { judge, lockedPackages } from './lib/advisories.mjs';

const SCRIPT = fileURLToPath(new URL('audit.mjs', import.meta.url));
const LOCKFILE = readFileSync(new URL('../pnpm-lock.yaml', import.meta.url), 'utf8');
const ADVISORY = {
  id: 1_106_913,
  url: 'https://github.com/advisories/GHSA-jf85-cpcp-j695',
  title: 'Prototype Pollution',
  severity: 'critical',
  vulnerable_versions: '<99.0.0',
};
const KNOWN = { name: 'express', id: 'GHSA-jf85-cpcp-j695' };
const EXCEPTION = {
  package: 'express',
  advisory: 'GHSA-jf85-cpcp-j695',
  reason: 'the function it is about is never called here',
  expires: '2027-01-31',
};

async function audit(registry) {
  const child = spawn(process.execPath, [SCRIPT], { env: { ...process.env, FACEGATE_AUDIT_REGISTRY: registry } });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output };
}

/** What any advisory service knows: the script asks after it too. */
const CANARY = { 'event-stream': [{ ...ADVISORY, url: 'https://github.com/advisories/GHSA-mh6f-8j2x-4483' }] };

describe('npm run audit', () => {
  let server;
  let asked;
  afterEach(() => server?.close());

  /** Against a real server that says `answer`, as the registry's service would. */
  async function run(status, answer) {
    server = createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        asked = { method: request.method, url: request.url, body: JSON.parse(Buffer.concat(chunks).toString()) };
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(answer);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return audit(`http://127.0.0.1:${server.address().port}/npm/`);
  }

  it('asks of every locked package, and passes when nothing is known', async () => {
    const { code, output } = await run(200, JSON.stringify(CANARY));
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^\d{3,} packages checked/) });
    expect(asked).toMatchObject({ method: 'POST', url: '/npm/-/npm/v1/security/advisories/bulk' });
    expect(asked.body.express).toEqual([expect.stringMatching(/^5\./)]);
    expect(asked.body['@nestjs/core']).toHaveLength(1);
    expect(asked.body.ws.length).toBeGreaterThan(1);
  });

  it('fails when something is known', async () => {
    const { code, output } = await run(200, JSON.stringify({ ...CANARY, express: [ADVISORY] }));
    expect(code).toBe(1);
    expect(output).toContain('CRITICAL express <99.0.0: Prototype Pollution (GHSA-jf85-cpcp-j695');
  });

  it.each([
    [405, ''],
    [404, '{}'],
    [500, '{"error":"internal"}'],
    [200, '<html>a proxy</html>'],
    [200, '{}'],
    [200, '[]'],
    [200, 'null'],
    [200, '{"message":"not supported"}'],
  ])('says loudly that nothing was checked when the service answers %i %s', async (status, answer) => {
    const { code, output } = await run(status, answer);
    expect(code).toBe(2);
    expect(output).toContain('NOT CHECKED');
    expect(output).not.toMatch(/packages checked/);
  });

  it('and when nobody is there', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address();
    gone.close();
    await once(gone, 'close');
    const { code, output } = await audit(`http://127.0.0.1:${port}/`);
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('the lockfile', () => {
  it('is read whole: as many entries as it has', () => {
    const listed = LOCKFILE.slice(LOCKFILE.indexOf('\npackages:\n'), LOCKFILE.indexOf('\nsnapshots:\n'));
    const resolutions = listed.match(/^ {4}resolution: /gm)?.length;
    const versions = [...lockedPackages(LOCKFILE).values()].reduce((sum, { size }) => sum + size, 0);
    expect(versions).toBe(resolutions);
  });

  it.each(['', 'packages:\n\nsnapshots:\n', 'lockfileVersion: 12\n'])(
    'that cannot be read is not checked: %j',
    (text) => {
      expect(() => lockedPackages(text)).toThrow(expect.objectContaining({ name: 'NotChecked' }));
    },
  );
});

describe('an exception', () => {
  it('with a reason covers its advisory of its package until it expires', () => {
    expect(judge([KNOWN], [EXCEPTION], '2026-11-20')).toEqual({ open: [], accepted: [KNOWN], faults: [] });
    const other = { ...KNOWN, id: 'GHSA-0000-0000-0000' };
    expect(judge([KNOWN, other], [EXCEPTION], '2026-11-20').open).toEqual([other]);
  });

  it.each([
    ['expired', { expires: '2026-11-19' }, 'expired on 2026-11-19'],
    ['without a day', { expires: 'never' }, 'needs a day'],
    ['without a reason', { reason: 'ok' }, 'gives no reason'],
    ['without an advisory', { advisory: undefined }, 'needs a package and an advisory'],
    ['for something that is not known', { advisory: 'GHSA-0000-0000-0000' }, 'remove it'],
  ])('%s covers nothing, and fails', (_name, change, fault) => {
    const { open, faults } = judge([KNOWN], [{ ...EXCEPTION, ...change }], '2026-11-20');
    expect(open).toEqual([KNOWN]);
    expect(faults).toEqual([expect.stringContaining(fault)]);
  });
});
