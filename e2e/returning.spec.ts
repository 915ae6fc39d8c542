import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { enrol, newAccount } from './support/people.js';
import {
  expectAfterLiveSession,
  expectDashboard,
  expectLetIn,
  logInWithPassword,
  logOut,
  openLogIn,
} from './support/visitor.js';

/** The username that each `recognize` is sent with. */
function namesSent(page: Page): (string | undefined)[] {
  const names: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/user/facial/recognize'))
      names.push((request.postDataJSON() as { username?: string }).username);
  });
  return names;
}

test('who was here before is compared with their own account only', async ({ page, camera, accountOfA }) => {
  const names = namesSent(page);
  await camera.play('empty-room');
  await logInWithPassword(page, accountOfA);
  await logOut(page);
  await camera.obey('a-other');
  await openLogIn(page);
  await expect(page.getByText(`Logging in as ${accountOfA.username}`)).toBeVisible();
  await expectLetIn(page, accountOfA);
  expect(names).toEqual([accountOfA.username]);
});

test('somebody else at the same browser is searched for among all', async ({ page, camera, accountOfA }) => {
  const names = namesSent(page);
  await camera.play('empty-room');
  await logInWithPassword(page, accountOfA);
  await logOut(page);
  await openLogIn(page);
  await page.getByRole('button', { name: 'Somebody else' }).click();
  await expect(page.getByText('Logging in as')).toBeHidden();
  await camera.obey('a-other');
  await expectLetIn(page, accountOfA);
  expect(names).toEqual([undefined]);
});

test.describe('two accounts with one face', () => {
  test.use({ serverKind: 'fresh', settings: { FACEGATE_LOOK_ALIKES: 'allow' } });

  test('a name tells which is meant, and the picture need not be taken again', async ({ page, camera, server }) => {
    const [one, other] = [newAccount('one'), newAccount('other')];
    await enrol(server.url, 'a', one);
    await enrol(server.url, 'a', other);
    const names = namesSent(page);
    await camera.obey('a-other');
    await openLogIn(page);
    await expectAfterLiveSession(page.getByText('Your face alone does not tell who you are here'));
    await expect(page.getByRole('textbox', { name: 'Username' })).toBeFocused();
    await page.keyboard.type(other.username);
    await page.keyboard.press('Enter');
    await expectDashboard(page, other);
    expect(names).toEqual([undefined, other.username]);
  });
});
