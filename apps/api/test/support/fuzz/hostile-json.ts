import * as fc from 'fast-check';
import type { Schema } from '../operations.js';

type Schemas = Record<string, Schema>;

const NASTY_STRINGS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '\u202egnp.exe',
  '\u200b\u200d\ufeff',
  'е'.repeat(20),
  'e\u0301\u0301\u0301'.repeat(50),
  '\ufdfa'.repeat(64),
  'İıſß',
  '𝓪𝓭𝓶𝓲𝓷',
  "' OR 1=1; DROP TABLE users; --",
  '../../../../etc/passwd',
  '..%2f..%2f%00',
  '${jndi:ldap://localhost/x}{{7*7}}<%= 7*7 %>',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'toString',
  'a@b@c',
  'a@[127.0.0.1]',
  `${'a'.repeat(64)}@${'b.'.repeat(95)}de`,
  '2026-02-30T25:61:00Z',
  '+275760-09-13T00:00:00.001Z',
  '00000000-0000-0000-0000-000000000000',
  'data:image/png;base64,',
  'data:text/html;base64,PHNjcmlwdD4=',
  'x'.repeat(5000),
];

const hostileString = (): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom(...NASTY_STRINGS), fc.string({ unit: 'binary', maxLength: 300 }), fc.base64String());

const hostileKey = (): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom('__proto__', 'constructor', 'prototype', 'length', 'toJSON', 'then', '$where'), fc.string());

/** Any JSON value, with a liking for those that break things. */
const hostileValue = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    hostileString(),
    fc.constantFrom(null, true, false, 0, -0, -1, 1e308, Number.MIN_VALUE, Number.MAX_SAFE_INTEGER + 2),
    fc.jsonValue({ maxDepth: 6 }),
    fc.dictionary(hostileKey(), fc.jsonValue({ maxDepth: 2 })),
    fc.array(hostileString(), { maxLength: 60 }),
    fc.constant({
      ['__proto__']: { isAdmin: true, role: 'operator' },
      constructor: { prototype: { role: 'operator' } },
    }),
    fc.constant(Array.from({ length: 5000 }, () => [])),
  );

/** A body that a request class might take, some of its fields swapped for something else, and foreign ones beside. */
function hostileBody(schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> {
  const sample = sampleOf(schema, schemas);
  if (typeof sample !== 'object' || sample === null || Array.isArray(sample)) return hostileValue();
  const fields = Object.entries(sample).map(([name, value]): [string, fc.Arbitrary<unknown>] => [
    name,
    fc.oneof({ weight: 2, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: hostileValue() }),
  ]);
  const known = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  return fc.tuple(known, fc.dictionary(hostileKey(), hostileValue(), { maxKeys: 3 })).map(([own, foreign]) => {
    const body: Record<string, unknown> = { ...own };
    for (const [name, value] of Object.entries(foreign))
      Object.defineProperty(body, name, { value, enumerable: true, configurable: true });
    return body;
  });
}

/** Text that stands for a body: well-formed JSON mostly, damaged or never JSON now and then. */
export function hostileText(schema: Schema | undefined, schemas: Schemas): fc.Arbitrary<string> {
  const value = schema ? hostileBody(schema, schemas) : hostileValue();
  const json = value.map((body) => JSON.stringify(body) ?? 'null');
  return fc.oneof(
    { weight: 6, arbitrary: json },
    { weight: 2, arbitrary: damaged(json) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    { weight: 1, arbitrary: fc.constantFrom(...NASTY_BODIES) },
  );
}

/** Named, for each of them once brought a server down somewhere. */
export const NASTY_BODIES: readonly string[] = [
  '{"image":1e999999,"username":-1e999999}',
  `{"username":${'9'.repeat(20_000)},"password":0.${'1'.repeat(20_000)}}`,
  '{"username":"anna","username":["anna"],"password":{"length":9},"password":"x"}',
  '{"__proto__":{"role":"operator"},"constructor":{"prototype":{"role":"operator"}}}',
  '{"username":"\\ud800","password":"\\u0000\\udfff"}',
  `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  `{"images":[${'{},'.repeat(20_000)}{}]}`,
  `{${Array.from({ length: 5000 }, (_, at) => `"k${at}":${at}`).join(',')}}`,
  '{"image":{"type":"Buffer","data":[255,216,255]}}',
  '{"toString":1,"valueOf":2,"hasOwnProperty":3,"then":{}}',
  '\ufeff{"username":"anna","password":"x"}',
  '{"username":"anna"}{"password":"x"}',
  "{'username':'anna'}",
  '{"username":NaN,"password":Infinity}',
  '/**/{}',
  '{',
  '"',
  '-',
  '\u0000\u0000',
];

/** A cut, a doubled part, or foreign bytes in the middle. */
function damaged(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(texts, fc.double({ min: 0, max: 1, noNaN: true }), fc.string({ unit: 'binary', maxLength: 8 }), fc.nat(2))
    .map(([text, place, foreign, kind]) => {
      const at = Math.floor(text.length * place);
      if (kind === 0) return text.slice(0, at);
      return kind === 1 ? text.slice(0, at) + foreign + text.slice(at) : text + text.slice(at);
    });
}

/** Something that a schema of the document would take, or nearly. */
function sampleOf(schema: Schema, schemas: Schemas): unknown {
  if ('$ref' in schema) return sampleOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas);
  if (schema.enum) return schema.enum[0];
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, inner]) => [name, sampleOf(inner, schemas)]),
    );
  switch (schema.type) {
    case 'array':
      return Array.from({ length: schema.minItems ?? 1 }, () => sampleOf(schema.items ?? {}, schemas));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return schema.format === 'email' ? 'somebody@example.org' : 'some text';
  }
}

/** Query strings, well-formed or not. */
export function hostileQuery(names: readonly string[]): fc.Arbitrary<string> {
  const name = fc.oneof(
    fc.constantFrom(...names, '__proto__[role]', 'constructor[prototype][x]', 'a[b][c]', 'before[]', '%00'),
    fc.string(),
  );
  const value = fc.oneof(hostileString().map(encode), fc.constantFrom('%', '%ff', '%E0%A4%A', '9'.repeat(400), '1&1'));
  return fc
    .array(fc.tuple(name.map(encode), value), { maxLength: 4 })
    .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));
}

/** What a person might put where an id goes. */
export const hostileSegment = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.uuid(),
    hostileString().map(encode),
    fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '..%2f',
      '%2f',
      '%5c',
      '%00',
      '%',
      '%c0%af',
      '%252e',
      ';',
      '~',
      '*',
      '[object Object]',
    ),
  );

/** Lone surrogates cannot be encoded: they go as U+FFFD, as a browser sends them. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
}
