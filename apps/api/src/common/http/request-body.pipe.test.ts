import { AddFaceRequest, LoginRequest, RecognizeFacialRequest, StoreFacialRequest } from '@facegate/contracts';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../problem-error.js';
import { knownFields } from './known-fields.js';
import { RequestBodyPipe } from './request-body.pipe.js';

const pipe = new RequestBodyPipe();
const read = (metatype: new () => object, body: unknown) => pipe.transform(body, { type: 'body', metatype });

async function problemOf(metatype: new () => object, body: unknown): Promise<ProblemError> {
  try {
    await read(metatype, body);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('the body was taken');
}

const face = { pose: 'front', data: 'AAAA' };
const account = {
  username: 'anna',
  email: 'anna@example.org',
  password: 'a quiet green bicycle',
  consent: { version: '1' },
  images: [face, { pose: 'left', data: 'AAAA' }],
};
const manyKeys = Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`k${at}`, 1]));

describe('knownFields', () => {
  it('drops unknown fields at every depth', () => {
    const body = { ...manyKeys, ...account, consent: { ...manyKeys }, images: [{ ...manyKeys, ...face }] };
    expect(knownFields(body, StoreFacialRequest)).toEqual({
      fields: { ...account, consent: {}, images: [face] },
      faults: [],
    });
  });

  it('keeps nothing of an array in the place of a text', () => {
    const username = Array.from({ length: 1_000_000 }, () => ({}));
    expect(knownFields({ image: 'AAAA', username }, RecognizeFacialRequest)).toEqual({
      fields: { image: 'AAAA' },
      faults: [{ field: 'username', code: 'isString', detail: 'username must be a string' }],
    });
  });

  it('keeps nothing of an overlong array or text', () => {
    const body = { ...account, username: 'ﷺ'.repeat(100_000), images: Array(1_000_000).fill(manyKeys) };
    const { fields, faults } = knownFields(body, StoreFacialRequest);
    expect(Object.keys(fields)).toEqual(expect.not.arrayContaining(['username', 'images']));
    expect(faults.map(({ field, code }) => [field, code])).toEqual(
      expect.arrayContaining([
        ['username', 'maxLength'],
        ['images', 'arrayMaxSize'],
      ]),
    );
  });

  it('takes no field from the prototype', () => {
    const body: object = JSON.parse('{"__proto__": {"username": "anna", "password": "secret"}}');
    expect(knownFields(body, LoginRequest).fields).toEqual({});
  });
});

describe('RequestBodyPipe', () => {
  it('makes instances of the contract all the way down', async () => {
    const request = await read(StoreFacialRequest, { ...account, extra: 1, username: ' Anna ' });
    expect(request).toBeInstanceOf(StoreFacialRequest);
    expect(request).toEqual({ ...account, username: 'Anna' });
  });

  it.each(['username', 'livenessToken'])('takes null for an absent %s', async (field) => {
    expect(await read(RecognizeFacialRequest, { image: 'AAAA', [field]: null })).toEqual({ image: 'AAAA' });
  });

  it.each([
    ['an element of a list that is a list', StoreFacialRequest, { images: [face, []] }, 'images[1]'],
    ['a list of lists', StoreFacialRequest, { images: [[face], []] }, 'images[0]'],
    ['an element that is null', StoreFacialRequest, { images: [face, null] }, 'images[1]'],
    ['an element that is a text', StoreFacialRequest, { images: [face, 'AAAA'] }, 'images[1]'],
    ['an object for a list', StoreFacialRequest, { images: { 0: face, length: 2 } }, 'images'],
    ['null for a list', StoreFacialRequest, { images: null }, 'images'],
    ['a list for an object', StoreFacialRequest, { consent: [{ version: '1' }] }, 'consent'],
    ['a text for an object', StoreFacialRequest, { consent: '1' }, 'consent'],
    ['null for a text', StoreFacialRequest, { username: null }, 'username'],
    ['an object for a text', StoreFacialRequest, { email: {} }, 'email'],
    ['a list for a pose', StoreFacialRequest, { images: [face, { pose: ['left'], data: 'AAAA' }] }, 'images[1].pose'],
    ['a number for a text', RecognizeFacialRequest, { image: 'AAAA', username: 1 }, 'username'],
    ['a list for a picture', RecognizeFacialRequest, { image: [[[['AAAA']]]] }, 'image'],
    ['a list for a picture', AddFaceRequest, { pose: 'front', data: [] }, 'data'],
    ['an object for a password', LoginRequest, { username: 'anna', password: {} }, 'password'],
  ])('refuses %s', async (_name, metatype, fields, field) => {
    const body = metatype === StoreFacialRequest ? { ...account, ...fields } : fields;
    const { code, errors } = await problemOf(metatype, body);
    expect(code).toBe('VALIDATION_FAILED');
    expect(errors?.map((error) => error.field)).toContain(field);
    for (const error of errors ?? []) expect(error).toMatchObject({ code: /./, detail: /./ });
  });

  it('reports wrong kinds and wrong values at once, each field under one heading', async () => {
    const { errors } = await problemOf(StoreFacialRequest, { ...account, username: [], email: 'nobody' });
    expect(errors?.map(({ field, code }) => [field, code])).toEqual([
      ['username', 'isString'],
      ['email', 'isEmail'],
    ]);
  });

  it.each([[{}], [{ consent: null }], [{ consent: undefined }]])(
    'demands consent in %j by its own code',
    async (given) => {
      const { consent: _, ...rest } = account;
      expect((await problemOf(StoreFacialRequest, { ...rest, ...given })).code).toBe('CONSENT_REQUIRED');
    },
  );
});
