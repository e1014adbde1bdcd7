import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenedPrinter } from '../../../../../host/station/label/printer/open-label-printer.ts';
import { openLabelPrinter } from '../../../../../host/station/label/printer/open-label-printer.ts';
import { SimulatedClock } from '../../../client/support/simulated-clock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-printer-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const clock = new SimulatedClock();

async function opened(address: string): Promise<OpenedPrinter> {
  const printer = await openLabelPrinter(address, { clock });
  if (printer === undefined) throw new Error('no printer');
  return printer;
}

describe('labels into a folder', () => {
  it('are a file each, and none is overwritten', async () => {
    const printer = await opened(`file:${folder}?as=zpl`);
    await printer.print({ serialLabel: 'A1' });
    const first = readFileSync(join(folder, 'A1.zpl'), 'utf8');
    await printer.print({ serialLabel: 'A1', lot: 'other' });
    await printer.print({ serialLabel: 'A2' });
    expect(readdirSync(folder).sort()).toEqual(['A1.2.zpl', 'A1.zpl', 'A2.zpl']);
    expect(readFileSync(join(folder, 'A1.zpl'), 'utf8')).toBe(first);
  });

  it.each([
    ['../../etc/x', '%2E%2E%2F%2E%2E%2Fetc%2Fx.png'],
    ['.', '%2E.png'],
    ['A B', 'A%20B.png'],
    ['-rf', '-rf.png'],
  ])('stay in it whatever the serial is: %s', async (serialLabel, name) => {
    await (await opened(`file:${folder}?size=60x20`)).print({ serialLabel });
    expect(readdirSync(folder)).toEqual([name]);
  });

  it.each([
    ['png', '.png', '\u0089PNG'],
    ['pdf', '.pdf', '%PDF'],
    ['zpl-graphic', '.zpl', '^XA'],
    ['brother-ql&size=38x9', '.bin', '\u0000\u0000'],
  ])('as %s', async (format, extension, beginning) => {
    await (await opened(`file:${folder}?as=${format}`)).print({ serialLabel: 'SKTS00509641' });
    const bytes = readFileSync(join(folder, `SKTS00509641${extension}`));
    expect(bytes.toString('latin1').startsWith(beginning)).toBe(true);
  });

  it('a folder that is not there, or is none, is told when the printer is opened', async () => {
    await expect(opened(`file:${join(folder, 'gone')}`)).rejects.toThrow(/no such folder; make it/);
    writeFileSync(join(folder, 'plain'), '');
    await expect(opened(`file:${join(folder, 'plain')}`)).rejects.toThrow(/it is no folder/);
  });

  it('a folder that went away in the middle is told with a remedy', async () => {
    const inner = mkdtempSync(join(folder, 'inner-'));
    const printer = await opened(`file:${inner}`);
    rmSync(inner, { recursive: true });
    await expect(printer.print({ serialLabel: 'A1' })).rejects.toThrow(
      /no label written \(ENOENT\); make the folder/,
    );
  });

  it('none is no printer', async () => {
    expect(await openLabelPrinter('none', { clock })).toBeUndefined();
  });
});
