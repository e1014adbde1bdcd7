/** Draws docs/images/fleet-*.png: node --conditions=fobkit-source test/support/fleet-pictures.ts */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

/** A picture, and how the figure's title begins. */
const FIGURES = [
  ['fleet-frontier', 'Calls against odds'],
  ['fleet-clocks', 'Clock error'],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'fobkit-fleet-'));
const page = join(folder, 'report.html');
const fob = 'host/cli/bin/fob.js';
const args = ['fleet', 'compare', 'example:manual-1020', '--fobs', '20000', '--html', page];
const run = spawnSync(process.execPath, [fob, ...args], { stdio: 'inherit' });
if (run.status !== 0) throw new Error('fob fleet compare failed');
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const tab = await browser.newPage({ viewport: { width: 1240, height: 900 } });
await tab.goto(pathToFileURL(page).href);
for (const [name, title] of FIGURES) {
  const figure = tab.locator('figure', { hasText: title }).first();
  await figure.screenshot({ path: `docs/images/${name}.png` });
}
await browser.close();
rmSync(folder, { recursive: true });
