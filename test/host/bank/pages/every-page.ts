import { expect } from 'vitest';
import { CONFIRMATION, CONTRACT, LOGIN_CODE, USER_PASSWORD } from '../store/support.ts';
import type { Screen } from './browser.ts';
import type { CustomerCard } from '../../../../host/bank/domain/customer-card.ts';
import { CLERK } from './support.ts';

export interface Tour {
  readonly card: CustomerCard;
  /** A code of the registered token, in a step of its own. */
  readonly nextCode: () => string;
  readonly serial: string;
  /** Stops the token and the login of a user, by a call and by wrong passwords. */
  readonly stop: () => Promise<void>;
}

/** Leads a screen through every page of a bank whose contract has one token; `look` sees each. */
export async function everyPage(
  screen: Screen,
  { card, nextCode, serial, stop }: Tour,
  look: (name: string) => Promise<void>,
): Promise<void> {
  const { page } = screen;
  const see = async (path: string, name: string): Promise<void> => {
    await screen.goto(path);
    await look(name);
  };
  const press = (): Promise<void> => page.locator('main form button.primary').click();
  await see('/', 'top');
  await see('/over', 'over');
  await see('/no-such-page', 'not-found');
  await see('/admin/login', 'admin-method');
  await see('/admin/login/certificate', 'admin-no-certificate');
  await see('/admin/login/id', 'admin-login');
  await page.locator('[data-keyboard]').click();
  await look('admin-login-keyboard');
  await page.locator('#contractId').fill(CONTRACT);
  await page.locator('#loginCode').fill('wrong00');
  await press();
  await look('admin-login-wrong');
  await page.locator('#loginCode').fill(LOGIN_CODE);
  await press();
  await look('admin-card');
  await page.locator('[data-keyboard]').click();
  await look('admin-card-keyboard');
  await press();
  await look('admin-card-wrong');
  await screen.answerCard(card);
  await press();
  await look('admin-notice');
  await press();
  await look('admin-main');
  await see('/admin/contract', 'admin-contract');
  await screen.goto('/admin/users');
  for (const fold of await page.locator('summary').all()) await fold.click();
  await look('admin-users-begin');
  await see('/admin/users/new', 'admin-user-new');
  await press();
  await look('admin-user-refused');
  await see('/admin/users/edit/tanaka', 'admin-user-edit');
  await see('/admin/secrets', 'admin-secrets');
  await see('/admin/paper', 'admin-paper');
  await see('/admin/otp/start', 'admin-start');
  await press();
  await look('admin-start-refused');
  await page.locator('input[value=different]').check();
  await press();
  await look('admin-register-different');
  await press();
  await look('admin-register-refused');
  await see('/admin/otp/unlock', 'admin-unlock');
  await see('/admin/otp/cancel', 'admin-cancel');
  await screen.goto('/admin/otp/mode');
  await look('admin-mode');
  await page.locator('input[value=same]').check();
  await press();
  await look('admin-mode-warning');
  await press();
  await look('admin-users');
  await page.goBack();
  expect(new URL(page.url()).pathname).toBe('/admin/otp/mode/same');
  await page.locator('main form button.primary').waitFor();
  await screen.goto('/admin/otp/register');
  await page.locator('#serial').fill(serial);
  await page.locator('#code').fill(nextCode());
  await page.locator('#confirmation').fill(CONFIRMATION);
  await press();
  await look('admin-register-same');
  await see('/admin/otp/accident', 'admin-accident');
  await press();
  await look('admin-accident-refused');
  await see('/admin/otp/resync', 'admin-resync');
  await see('/admin/otp/discontinue', 'admin-discontinue');
  await screen.goto('/admin/otp/app');
  await look('admin-app');
  await press();
  await look('admin-app-qr');

  await see('/login', 'user-login');
  await page.locator('#contractId').fill(CONTRACT);
  await page.locator('#userId').fill('tanaka');
  await page.locator('#password').fill(USER_PASSWORD);
  await press();
  await look('user-main');
  await screen.goto('/user/transfer');
  await look('user-transfer');
  await press();
  await look('user-transfer-refused');
  await page.locator('#to').fill('株式会社山田');
  await page.locator('#amount').fill('50,000');
  await page.locator('#code').fill(nextCode());
  await press();
  await look('user-transactions');

  await see('/desk/login', 'desk-login');
  await page.locator('#operator').fill(CLERK.name);
  await page.locator('#password').fill(CLERK.password);
  await press();
  await look('desk-main');
  await see('/desk/contracts', 'desk-contracts');
  await see('/desk/contracts/new', 'desk-new-contract');
  await see(`/desk/contracts/${CONTRACT}`, 'desk-contract');
  await see(`/desk/contracts/${CONTRACT}/card`, 'desk-card');
  await see(`/desk/forms?contract=${CONTRACT}`, 'desk-forms');
  await see('/desk/tokens', 'desk-tokens');
  await see(`/desk/tokens/${serial}`, 'desk-token');
  await see('/desk/tokens/NOSUCH00', 'desk-no-token');
  await see('/desk/calls', 'desk-calls');
  await press();
  await look('desk-calls-refused');
  await stop();
  await see('/admin', 'admin-main-stopped');
  await see('/user/transfer', 'user-transfer-stopped');
  await see('/desk/ending?days=730', 'desk-ending');
  await see('/desk/events', 'desk-events');
}
