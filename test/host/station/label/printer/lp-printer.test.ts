import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printByLp } from '../../../../../host/station/label/printer/lp-printer.ts';
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
  const printer = await openLabelPrinter(address, { clock, lpProgram: join(folder, 'lp') });
  if (printer === undefined) throw new Error('no printer');
  return printer;
}

/** A stand-in for CUPS's lp that notes its arguments and input. */
function lp(script: string): void {
  const file = join(folder, 'lp');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

describe('labels to CUPS', () => {
  it('go to the queue as a PDF', async () => {
    lp(`echo "$@" > '${folder}/arguments'; cat > '${folder}/input'`);
    await (await opened('lp:QL_800')).print({ serialLabel: 'A1' });
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe('-d QL_800 -t fob label -\n');
    expect(readFileSync(join(folder, 'input'), 'latin1')).toMatch(/^%PDF/);
  });

  it('go to it raw where they are in the printer’s own language', async () => {
    lp(`echo "$@" > '${folder}/arguments'; cat > '${folder}/input'`);
    await (await opened('lp:Z?as=zpl')).print({ serialLabel: 'A1' });
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe('-d Z -t fob label -o raw -\n');
    expect(readFileSync(join(folder, 'input'), 'latin1')).toMatch(/^\^XA/);
  });

  it('that are refused say why', async () => {
    lp('echo "lp: The printer or class does not exist." >&2; exit 1');
    await expect((await opened('lp:gone')).print({ serialLabel: 'A1' })).rejects.toThrow(
      'lp:gone: lp: The printer or class does not exist.; see lpstat -p gone',
    );
  });

  it('without the program say what to install', async () => {
    await expect((await opened('lp:QL')).print({ serialLabel: 'A1' })).rejects.toThrow(
      /did not start: it is not installed \(Debian: cups-client\)/,
    );
  });

  it('that are never taken are given up, and the program with them', async () => {
    lp('exec sleep 600');
    const own = new SimulatedClock();
    const job = { queue: 'QL', bytes: new Uint8Array(4), raw: true };
    const printing = printByLp(job, { clock: own, timeoutMs: 5_000, program: join(folder, 'lp') });
    await expect(own.until(printing)).rejects.toThrow(/no answer of lp in 5 s; is CUPS running/);
  });
});
