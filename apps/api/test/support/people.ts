import { randomUUID } from 'node:crypto';
import { CONSENT_VERSION, type FaceImage, type StoredFacial } from '@facegate/contracts';
import { personA, personB, type Picture } from '@facegate/test-footage';
import type { Answer, Client } from './client.js';

export const PASSWORD = 'a quiet green bicycle';

export async function base64(picture: Picture): Promise<string> {
  return (await picture.jpeg()).toString('base64');
}

/** The picture as a sign-up sends it, in the pose that it shows or in another one claimed. */
export async function image(picture: Picture, pose = picture.pose ?? 'front'): Promise<FaceImage> {
  return { pose, data: await base64(picture) };
}

/** A sign-up body with a name that nobody has. */
export function account(images: unknown[], fields: Record<string, unknown> = {}): Record<string, unknown> {
  const name = `u${randomUUID().slice(0, 12)}`;
  return {
    username: name,
    email: `${name}@example.org`,
    password: PASSWORD,
    consent: { version: CONSENT_VERSION },
    images,
    ...fields,
  };
}

export async function imagesOfA(): Promise<FaceImage[]> {
  return Promise.all([image(personA.front), image(personA.left), image(personA.right)]);
}

export async function imagesOfB(): Promise<FaceImage[]> {
  return Promise.all([image(personB.front), image(personB.left)]);
}

/** Signs a person up and demands that it works. */
export async function signUp(
  client: Client,
  images: FaceImage[],
  fields: Record<string, unknown> = {},
): Promise<Answer<StoredFacial>> {
  const answer = await client.post<StoredFacial>('/api/user/facial/store', account(images, fields));
  if (answer.status !== 201) throw new Error(`sign-up answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}
