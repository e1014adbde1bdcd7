import { expect, it } from 'vitest';
import { troublePage } from '../support/trouble-page.ts';

it('the page of troubles is what the station says (npx vitest run test/docs/station-troubles.test.ts -u)', async () => {
  await expect(await troublePage()).toMatchFileSnapshot('../../docs/station/troubles.md');
});
