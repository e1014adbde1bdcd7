import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const installed = spawnSync('chromium', ['--version'], { env: { ...process.env, HOME: '/tmp' } });

/** Under CI nothing may be skipped: there the tests run, and fail, without Chromium too. */
export const withoutChromium = installed.status !== 0 && process.env['CI'] !== 'true';
export const chromiumReason = withoutChromium
  ? ' (SKIPPED: chromium is not installed; apt-get install chromium)'
  : '';

/** The document that Chromium makes of a page once its scripts have run, as HTML. */
export function domOf(page: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'fobkit-page-'));
  try {
    const file = join(folder, 'page.html');
    writeFileSync(file, page);
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--virtual-time-budget=5000'];
    const run = spawnSync('chromium', [...flags, '--dump-dom', pathToFileURL(file).href], {
      encoding: 'utf8',
      env: { ...process.env, HOME: folder },
      maxBuffer: 256 * 1024 * 1024,
    });
    if (run.status === 0) return run.stdout;
    throw new Error(`chromium: ${run.error?.message ?? run.stderr}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
