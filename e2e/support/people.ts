import { CONSENT_VERSION, type Pose, type StoredFacial, type StoreFacialRequest } from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import type { Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import type { RunningServer } from './server.js';
import type { PersonName } from './stretches.js';

export interface Account {
  username: string;
  email: string;
  password: string;
}

/** An account that no other test has. */
export function newAccount(name: string): Account {
  const username = `${name}-${randomBytes(4).toString('hex')}`;
  return { username, email: `${username}@example.org`, password: `correct horse ${username}` };
}

const PICTURES = { a: personA, b: personB };

/** The pictures of a sign-up, one file a pose. */
export async function picturesOf(person: PersonName): Promise<Record<'front' | 'left' | 'right', Buffer>> {
  const { front, left, right } = PICTURES[person];
  return { front: await front.jpeg(), left: await left.jpeg(), right: await right.jpeg() };
}

/** `a-other`: person A, with pictures of another occasion than the test camera shows. */
async function enrolmentOf(person: PersonName | 'a-other'): Promise<Partial<Record<Pose, Buffer>>> {
  if (person !== 'a-other') return picturesOf(person);
  return { front: await personA.otherFront.jpeg(), left: await personA.otherLeft.jpeg() };
}

/** Signs a person up through the API, as any other client could. */
export async function enrol(url: string, person: PersonName | 'a-other', account: Account): Promise<StoredFacial> {
  const pictures = Object.entries(await enrolmentOf(person));
  const body: StoreFacialRequest = {
    ...account,
    consent: { version: CONSENT_VERSION },
    images: pictures.map(([pose, jpeg]) => ({ pose: pose as Pose, data: jpeg.toString('base64') })),
  };
  const answer = await fetch(`${url}/api/user/facial/store`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`sign-up of person ${person}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as StoredFacial;
}

/** Logs in through the API, as another device would. */
export function logInElsewhere(
  url: string,
  { username, password }: Omit<Account, 'email'>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ username, password }),
  });
}

/** On another device, in a session of its own. */
export async function elsewhere(url: string, account: Account, method: string, path: string): Promise<Response> {
  const { accessToken } = (await (await logInElsewhere(url, account)).json()) as { accessToken: string };
  return fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${accessToken}` } });
}

/** With the link that the newest sign-up had sent, in the browser in which its person is signed in. */
export async function confirmEmail(page: Page, { url, mailedLink }: RunningServer): Promise<void> {
  const { hash } = new URL(await mailedLink('/verify-email'));
  const answer = await page.request.post(`${url}/api/auth/email/verify`, {
    data: { token: hash.slice(1), keep: true },
  });
  if (answer.status() !== 204) throw new Error(`confirming the address: ${answer.status()} ${await answer.text()}`);
  await page.reload();
}
