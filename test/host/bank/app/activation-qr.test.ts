import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newActivation } from '../../../../host/bank/app/activation.ts';
import { activationQr } from '../../../../host/bank/app/activation-qr.ts';
import { activationUrl } from '../../../../host/bank/app/shared/activation-code.ts';
import { facePng } from '../../../../firmware-sim/control/face-png.ts';

const missing = spawnSync('zbarimg', ['--version']).status !== 0;
const skipped = missing && process.env['CI'] !== 'true';
const reason = skipped ? ' (SKIPPED: zbarimg is not installed; apt-get install zbar-tools)' : '';

describe('the QR code of an activation', () => {
  const { code } = newActivation({ serial: 'SKTS00509641', now: 0 });
  const url = activationUrl('https://bank.example:8443/app/token', code);

  it('has no script, style or other file in it', () => {
    expect(activationQr(url)).not.toMatch(/script|style|href/);
  });

  it('has no text of the code in it', () => {
    expect(activationQr(url)).not.toContain(code.slice(0, 5));
  });

  it('does not quote an address that is too long', () => {
    const long = `https://bank.example/${'secret'.repeat(2000)}`;
    expect(() => activationQr(long)).toThrow(/^(?!.*secret)/);
  });

  it.skipIf(skipped)(`is read by zbarimg${reason}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'fobkit-qr-'));
    try {
      const file = join(folder, 'code.png');
      writeFileSync(file, facePng(activationQr(url), 400));
      const run = spawnSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8' });
      expect(run.stdout.trim()).toBe(url);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
