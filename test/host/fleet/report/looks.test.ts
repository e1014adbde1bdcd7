import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  bestPlan,
  compare,
  fleetReportHtml,
  type FleetResult,
  planByKnowledge,
  type ReplacementPlan,
  USUAL_PRICES,
} from '@fobkit/fleet';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumReason, withoutChromium } from '../../../support/chromium.ts';
import { launch, Screen } from '../../bank/pages/browser.ts';
import { madeResult, madeTally, spreadOf } from '../support/made-result.ts';

const DAYS = 2557;
const FOBS = 1000;

/** A run whose axes have numbers of nine digits, under a policy with a window that is drawn. */
function hugeResult(targets: number): FleetResult {
  const tally = {
    ...madeTally(DAYS, FOBS, {
      inUse: () => 9e8,
      accepted: () => 9e8,
      rejectedRight: (day) => day,
      callsDead: (day) => day * 4000,
      callsLocked: () => 2e6,
      locked: () => 9e6,
      attacks: () => 1e6,
      guesses: () => 5e6,
      guessTargets: (day) => targets * (1 + day / DAYS),
    }),
    clockSeconds: [spreadOf(29, [-3, 0, 2]), spreadOf(DAYS - 1, [-1800, 0, 200])],
    chargePercent: [spreadOf(29, [97, 98, 99]), spreadOf(DAYS - 1, [0, 20, 30])],
  };
  tally.fobs.death.forEach((_, fob, all) => (all[fob] = 1500 + fob));
  const { facts } = madeResult(tally);
  return { facts: { ...facts, policy: { ...facts.policy, followsDrift: false } }, tally };
}

function largeNumbers(plan: ReplacementPlan): ReplacementPlan {
  const quarters = plan.quarters.map(({ died, replaced, span }) => ({
    span,
    died: died * 1e6,
    replaced: replaced * 1e6,
  }));
  return { ...plan, quarters };
}

async function hardPage(): Promise<string> {
  const result = hugeResult(1000);
  // The first and the third cost the same, and lie on each other.
  const comparison = compare(
    [1000, 1300, 1000.0001, 7, 1010, 1020].map((targets, index) => ({
      name: `policy ${String(index)}`,
      result: hugeResult(targets),
    })),
  );
  const plan = largeNumbers(planByKnowledge(result, ({ ageDays }) => ageDays / 4000, 0.5));
  const replacement = {
    leastOdds: 0.5,
    plan,
    best: largeNumbers(bestPlan(result)),
    prices: USUAL_PRICES,
    reports: 1,
  };
  return await fleetReportHtml(result, { comparison, replacement });
}

/** Texts of drawings that lie on each other, are cut off, or are too small to read. */
const TEXT_FAULTS = `[...document.querySelectorAll('svg')].flatMap((svg) => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].map((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const scale = frame.width / svg.viewBox.baseVal.width;
    const letter = parseFloat(getComputedStyle(text).fontSize) * scale;
    return { says: text.textContent.trim(), left, right, top: top + 2, bottom: bottom - 2, letter };
  });
  if (frame.width === 0) return [];
  return texts.flatMap((one, index) => [
    ...(one.letter < 9 ? [one.says + ' is small: ' + one.letter] : []),
    ...(one.left < frame.left - 1 || one.right > frame.right + 1 ? [one.says + ' is cut off'] : []),
    ...texts.slice(0, index).filter((two) => one.left < two.right && two.left < one.right &&
      one.top < two.bottom && two.top < one.bottom).map((two) => one.says + ' lies on ' + two.says),
  ]);
})`;

/** Figures of which a part is out of sight. */
const PUSHED_ASIDE = `[...document.querySelectorAll('figure')]
  .filter(({ clientWidth, scrollWidth }) => scrollWidth > clientWidth).length`;

describe.skipIf(withoutChromium)(`the page in Chromium${chromiumReason}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'fobkit-fleet-page-'));
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(join(folder, 'page.html'), await hardPage());
    browser = await launch();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    { width: 375, also: 320, colorScheme: 'light' },
    { width: 1100, also: 861, colorScheme: 'dark' },
  ] as const)('is accessible and can be read, $width px and $colorScheme', async (look) => {
    const screen = await Screen.open(browser, pathToFileURL(folder).href, look);
    await screen.goto('/page.html');
    const { page } = screen;
    expect(await page.locator('svg:visible').count()).toBe(9);
    for (const width of [look.also, look.width]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await page.evaluate(PUSHED_ASIDE)).toBe(0);
      expect(await page.evaluate(TEXT_FAULTS)).toEqual([]);
    }
    expect(await screen.faults()).toEqual([]);
    await screen.close();
  });
});
