import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { knownOutlook } from '../../../../host/cli/fleet/end-odds.ts';
import { madeResult, madeTally } from '../../fleet/support/made-result.ts';

const page = readFileSync(new URL('../../../../docs/fleet/files.md', import.meta.url), 'utf8');

it.each([
  ['age', { ageDays: 1800, codesSeen: 100, reportedDaysAgo: -1 }],
  ['presses', { ageDays: 900, codesSeen: 7900, reportedDaysAgo: -1 }],
  ['reported', { ageDays: 900, codesSeen: 100, reportedDaysAgo: 40 }],
])('what speaks most for an exchange is %s, as docs/fleet/files.md names it', (reason, known) => {
  const { reason: reasonOf } = knownOutlook(
    madeResult(madeTally(10, 1), { mostPresses: 8000 }),
    1826,
  );
  expect(reasonOf({ ...known, planDays: 91 })).toBe(reason);
  expect(page.slice(page.indexOf('`fob fleet replace --csv FILE`'))).toContain(`\`${reason}\``);
});
