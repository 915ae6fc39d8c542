import { expect, test } from './support/fixtures.js';
import { expectFineLooks } from './support/looks.js';
import { confirmEmail, enrol, logInElsewhere, newAccount } from './support/people.js';
import { logInWithPassword, logOut, tabTo } from './support/visitor.js';

test.use({ serverKind: 'fresh' });

test('the dashboard tells of the last sign-in, of a failed attempt since, and of all as a chart with a table', async ({
  page,
  camera,
  context,
  server,
  accountOfA: account,
}) => {
  test.setTimeout(180_000);
  await camera.play('empty-room');
  await logInWithPassword(page, account);
  await confirmEmail(page, server);
  const last = page.getByRole('region', { name: 'Your last sign-in' });
  await expect(last.getByText('By face')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add a second factor' })).toBeVisible();
  await logOut(page);

  await logInElsewhere(server.url, { ...account, password: 'not the password' });
  await logInWithPassword(page, account);
  await expect(last.getByText('With password')).toBeVisible();
  await expect(last.getByText(/Chrome/)).toBeVisible();
  await expect(page.getByText(/^One attempt to sign in to your account failed/)).toBeVisible();
  await expect(page.getByRole('img', { name: 'Enrolled face, right' })).toBeVisible();
  await expectFineLooks(page, 'dashboard');

  await page.route('**/api/me/factors', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), faceLogInOff: true } });
  });
  await page.reload();
  await expect(page.getByText('Log-in by face is off')).toBeVisible();
  await page.unroute('**/api/me/factors');

  await page.getByText('The same as a table').click();
  await expect(page.getByRole('row').last().getByRole('cell')).toHaveText(['3', '1']);
  await tabTo(page, 'link', 'See your sign-ins');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeFocused();
  await expect(page.getByRole('region', { name: 'What happened to your account' })).toBeInViewport();
  await context.setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
});

test('all is well only with what is known', async ({ page, camera, server, accountOfA: account }) => {
  await camera.play('empty-room');
  await page.route('**/api/me/factors', (route) => route.fulfill({ status: 500 }));
  await logInWithPassword(page, account);
  await confirmEmail(page, server);
  await expect(page.getByRole('img', { name: 'Enrolled face, right' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Worth a look' })).toBeVisible();
  await expect(page.getByText('All is well with your account.')).toBeHidden();
});

test('a long name and a long address stay on the page', async ({ page, camera, server }) => {
  const username = 'W'.repeat(32);
  const email = `${'m'.repeat(60)}@${'a-company-with-a-long-name.'.repeat(3)}example.org`;
  const account = { ...newAccount('ada'), username, email };
  await enrol(server.url, 'a', account);
  await camera.play('empty-room');
  await logInWithPassword(page, account);
  await expectFineLooks(page, 'dashboard-long-names');
  await logOut(page);
  await page.goto('/log-in');
  await expect(page.getByText(`Logging in as ${username}`)).toBeVisible();
  await expectFineLooks(page, 'log-in-long-name');
});
