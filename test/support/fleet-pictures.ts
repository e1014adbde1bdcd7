/** Draws docs/images/fleet-*.png: node --conditions=fobkit-source test/support/fleet-pictures.ts */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const FLEET = ['example:manual-1020', '--fobs', '20000'];

/** Pictures by the page that has them, and the figure's id. */
const PAGES = [
  {
    command: 'compare',
    figures: [
      ['fleet-frontier', 'frontier'],
      ['fleet-clocks', 'clocks'],
    ],
  },
  { command: 'replace', figures: [['fleet-plan', 'plan']] },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'fobkit-fleet-'));
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const { command, figures } of PAGES) {
  const page = join(folder, `${command}.html`);
  const args = ['host/cli/bin/fob.js', 'fleet', command, ...FLEET, '--html', page];
  const run = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (run.status !== 0) throw new Error(`fob fleet ${command} failed`);
  const tab = await browser.newPage({ viewport: { width: 1240, height: 900 } });
  await tab.goto(pathToFileURL(page).href);
  for (const [name, id] of figures) {
    const figure = tab.locator(`figure#${id}`);
    await figure.screenshot({ path: `docs/images/${name}.png` });
  }
}
await browser.close();
rmSync(folder, { recursive: true });
