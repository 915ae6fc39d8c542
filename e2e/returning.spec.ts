import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { liveSessions } from './support/live.js';
import { expectFineLooks } from './support/looks.js';
import { enrol, newAccount } from './support/people.js';
import { expectAfterLiveSession, expectDashboard, logInWithPassword, logOut, openLogIn } from './support/visitor.js';

type Name = string | undefined;

/** The username that each `recognize` is sent with. */
function namesSent(page: Page): Name[] {
  const names: Name[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/user/facial/recognize'))
      names.push((request.postDataJSON() as { username?: string }).username);
  });
  return names;
}

test('who was here before is compared with their own account only', async ({ page, camera, accountOfA }) => {
  const names = namesSent(page);
  const sessions = liveSessions(page);
  await camera.play('empty-room');
  await logInWithPassword(page, accountOfA);
  await logOut(page);
  await camera.obey('a');
  await openLogIn(page);
  await expect(page.getByText(`Logging in as ${accountOfA.username}`)).toBeVisible();
  await expectDashboard(page, accountOfA);
  expect(names).toEqual([accountOfA.username]);
  expect(sessions.at(-1)?.start?.username).toBe(accountOfA.username);
});

test('a name that is given first is what the live check is for', async ({ page, camera, accountOfA }) => {
  const names = namesSent(page);
  const sessions = liveSessions(page);
  await camera.obey('a');
  await openLogIn(page);
  await page.getByRole('button', { name: 'Use my name as well' }).click();
  const field = page.getByRole('textbox', { name: 'Username' });
  await expect(field).toBeFocused();
  expect(await camera.isOn()).toBe(false);
  await expectFineLooks(page, 'log-in-name');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Enter your username or email.')).toBeVisible();
  await field.fill(accountOfA.username);
  await page.keyboard.press('Enter');
  await expectDashboard(page, accountOfA);
  expect(names).toEqual([accountOfA.username]);
  expect(sessions.at(-1)?.start?.username).toBe(accountOfA.username);
});

test('somebody else at the same browser is searched for among all', async ({ page, camera, accountOfA }) => {
  const names = namesSent(page);
  await camera.play('empty-room');
  await logInWithPassword(page, accountOfA);
  await logOut(page);
  await openLogIn(page);
  await page.getByRole('button', { name: 'Somebody else' }).click();
  await expect(page.getByText('Logging in as')).toBeHidden();
  await camera.obey('a');
  await expectDashboard(page, accountOfA);
  expect(names).toEqual([undefined]);
});

test.describe('two accounts with one face', () => {
  test.use({ serverKind: 'fresh', settings: { FACEGATE_LOOK_ALIKES: 'allow' } });

  test('a name tells which is meant, and one more live check is for that name', async ({ page, camera, server }) => {
    test.setTimeout(180_000);
    const [one, other] = [newAccount('one'), newAccount('other')];
    await enrol(server.url, 'a', one);
    await enrol(server.url, 'a', other);
    const names = namesSent(page);
    const sessions = liveSessions(page);
    await camera.obey('a');
    await openLogIn(page);
    await expectAfterLiveSession(page.getByText('Your face alone does not tell who you are here'));
    await expect(page.getByRole('textbox', { name: 'Username' })).toBeFocused();
    expect(await camera.isOn()).toBe(false);
    await expectFineLooks(page, 'log-in-name-wanted');
    await page.keyboard.type(other.username);
    await page.keyboard.press('Enter');
    await expectDashboard(page, other);
    expect(names).toEqual([undefined, other.username]);
    expect(sessions.map(({ start }) => start?.username)).toEqual([undefined, other.username]);
  });
});
