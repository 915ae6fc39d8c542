import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { expectFineLooks } from './support/looks.js';
import { enrol, logInElsewhere, newAccount } from './support/people.js';
import { addPasskey, keepCodes } from './support/second-factors.js';
import { operate } from './support/server.js';
import { logInWithPassword, tabTo } from './support/visitor.js';
import { VirtualAuthenticator } from './support/virtual-authenticator.js';

test.use({ serverKind: 'fresh' });

const PAGE_EVENTS = 50;

const rows = (page: Page) =>
  page
    .getByRole('region', { name: 'Events' })
    .getByRole('row')
    .filter({ hasNot: page.getByRole('columnheader') });

const openTrail = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Account of / }).click();
  await page.getByRole('menuitem', { name: 'Audit trail' }).click();
  await expect(page.getByRole('heading', { name: 'Audit trail', level: 1 })).toBeFocused();
};

const tryPassword = (url: string, username: string): Promise<Response> =>
  logInElsewhere(url, { username, password: 'not the password' });

test('an operator finds in the audit trail what happened, to whom, and takes it along', async ({
  page,
  camera,
  server,
  accountOfA: ada,
}) => {
  test.setTimeout(180_000);
  const ben = newAccount('ben');
  await enrol(server.url, 'b', ben);
  await operate(server, 'user', 'role', ada.username, 'operator');
  for (let name = 0; name < PAGE_EVENTS; name += 1) await tryPassword(server.url, `nobody-${name}`);
  await tryPassword(server.url, ben.username);
  await camera.play('empty-room');
  await logInWithPassword(page, ada);
  await VirtualAuthenticator.plugIn(page);
  await openTrail(page);
  await expect(page.getByText('Operators need a second factor')).toBeVisible();
  await expectFineLooks(page, 'audit-without-factor');
  await page.getByRole('link', { name: 'To your second factors' }).click();
  await addPasskey(page, 'Laptop');
  await keepCodes(page);
  await openTrail(page);

  await expect(rows(page)).toHaveCount(PAGE_EVENTS);
  const signedIn = rows(page).filter({ hasText: new RegExp(`^Signed in with password${ada.username}.*Chrome`) });
  await expect(signedIn).toHaveCount(1);
  const wrong = rows(page).filter({ hasText: new RegExp(`^Wrong passwordCREDENTIALS_INVALID${ben.username}`) });
  await expect(wrong).toHaveCount(1);
  await page.getByRole('button', { name: 'Show older ones' }).click();
  await expect(page.getByRole('row', { name: /^Role changed operator.*by the operator of this server/ })).toBeVisible();
  await expectFineLooks(page, 'audit');

  await page
    .getByRole('button', { name: `Only events of ${ben.username}` })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`/audit\\?account=${ben.username}$`));
  await expect(rows(page).filter({ hasNotText: ben.username })).toHaveCount(0);
  await expect(rows(page).nth(1)).toContainText(ben.username);
  await expect(page.getByRole('button', { name: `Only events of ${ben.username}` }).first()).toBeFocused();
  await page.getByLabel('Outcome').selectOption('Failed');
  await expect(rows(page)).toHaveCount(1);
  await page.reload();
  await expect(rows(page)).toHaveText([/^Wrong password/]);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as JSON lines' }).click();
  const lines = await readFile(await (await downloading).path(), 'utf8');
  const events = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events).toEqual([expect.objectContaining({ action: 'sign-in', outcome: 'failure', method: 'password' })]);
  expect(lines).not.toContain(ben.username);

  const today = new Date().toLocaleDateString('sv');
  await page.getByLabel('From').fill('2000-01-01');
  await page.getByLabel('To').fill(today);
  await page.getByLabel('To').press('Enter');
  await expect(rows(page)).toHaveCount(1);
  await page.getByLabel('To').fill('2000-01-02');
  await page.getByLabel('To').press('Enter');
  await expect(page.getByText('No event fits these filters.')).toBeVisible();
  await page.goBack();
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByLabel('To')).toHaveValue(today);

  await tabTo(page, 'textbox', 'Account');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('somebody');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Account', { exact: true })).toHaveAccessibleDescription(/^Nobody has this username/);
  await tabTo(page, 'button', 'Clear the filters');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/audit$/);
  await expect(page.getByLabel('Account', { exact: true })).toHaveValue('');
  await expect(page.getByLabel('Account', { exact: true })).toBeFocused();
  await page.getByLabel('What happened').selectOption('Audit trail read');
  await expect(rows(page).first()).toContainText(ada.username);
});

test('who is no operator is shown no way to the audit trail, and told so there', async ({
  page,
  signedInA: _account,
}) => {
  await page.getByRole('button', { name: /^Account of / }).click();
  await expect(page.getByRole('menuitem', { name: 'Log out' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Audit trail' })).toBeHidden();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/audit');
  await expect(page.getByText('Only for operators')).toBeVisible();
  expect(asked).not.toContain('/api/audit');
});
