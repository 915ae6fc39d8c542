import type { FaceList } from '@facegate/contracts';
import { expect, type Page } from '@playwright/test';
import { type Account, elsewhere } from './people.js';

export const enrolledFaces = (page: Page) => page.getByRole('img', { name: /^Enrolled face/ });
export const undo = (page: Page) => page.getByRole('button', { name: 'Undo' });

export async function enterRoom(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Faces' }).click();
  await expect(page.getByRole('heading', { name: 'Your faces', level: 1 })).toBeFocused();
}

export const deleteFace = (page: Page, pose: string): Promise<void> =>
  page.getByRole('button', { name: new RegExp(`^Delete ${pose} face of`) }).click();

/** What the server has. */
export async function storedFaces(url: string, owner: Account): Promise<string[]> {
  const answer = await elsewhere(url, owner, 'GET', '/api/me/faces');
  return ((await answer.json()) as FaceList).faces.map(({ pose }) => pose);
}
