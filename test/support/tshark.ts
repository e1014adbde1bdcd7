import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const installed = spawnSync('tshark', ['--version']).status === 0;

/** Under CI nothing may be skipped: there the tests run, and fail, without tshark too. */
export const withoutTshark = !installed && process.env['CI'] !== 'true';
export const tsharkReason = withoutTshark
  ? ' (SKIPPED: tshark is not installed; apt-get install tshark)'
  : '';

/** What tshark prints of a capture. Throws what it complains of. */
export function tshark(capture: Uint8Array, ...options: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'fobkit-tshark-'));
  try {
    const file = join(folder, 'capture.pcapng');
    writeFileSync(file, capture);
    const environment = { ...process.env, HOME: folder, WIRESHARK_CONFIG_DIR: folder, TZ: 'UTC' };
    const run = spawnSync('tshark', ['-r', file, ...options], {
      encoding: 'utf8',
      env: environment,
      maxBuffer: 64 * 1024 * 1024,
    });
    const complaints = run.stderr
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('Running as user "root"'));
    if (run.status === 0 && complaints.length === 0) return run.stdout;
    throw new Error(`tshark: ${run.error?.message ?? complaints.join('; ')}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The values of some fields, a row a packet, as tshark reads them. */
export function tsharkFields(
  capture: Uint8Array,
  fields: readonly string[],
  ...options: readonly string[]
): readonly (readonly string[])[] {
  const wanted = fields.flatMap((field) => ['-e', field]);
  const separator = ['-E', 'separator=|', '-E', 'occurrence=a'];
  const text = tshark(capture, ...options, '-T', 'fields', ...separator, ...wanted);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('|'));
}
