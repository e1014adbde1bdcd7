import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reach } from '../conformance/reach.ts';
import { chapters, tellChapter } from '../conformance/transcript.ts';
import { endlessWays, hidWays, ways } from '../conformance/ways.ts';
import { Guest } from './guest.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { kernelComplaints } from './kernel-complaints.ts';
import type { KernelRecord } from './kernel-log.ts';
import { runInside, type Told } from './run-inside.ts';
import { FOB_DRIVERS } from './usb-guest.ts';

/** Each way through the kernel, and a way of this process whose lines it must tell. */
const pairs: readonly (readonly [name: string, framing: string, reference: Reach | undefined])[] = [
  ['hidraw', 'hid', hidWays['HID in process']],
  ['ttyACM', 'serial', ways['in process']],
  ['usbfs', 'serial', endlessWays['WebUSB in process']],
];

const SECONDS = 900;

inGuest('the conformance script through a real kernel', ['usbip'], () => {
  let guest: Guest;
  let step: Told;

  beforeAll(
    async () => {
      guest = await Guest.boot({ modules: ['vhci_hcd', ...FOB_DRIVERS] });
      const args = pairs.map(([name, framing]) => `${name}=${framing}`);
      step = await runInside(guest, 'transcript.ts', { args, seconds: SECONDS });
    },
    BOOT_MILLISECONDS + 1000 * SECONDS,
  );

  afterAll(() => guest.stop());

  describe.each(pairs)('over %s', (name, framing, reference) => {
    const told = chapters.filter(({ about }) => framing !== 'hid' || about !== 'serial');

    it.each(told)('$title, line for line', async (chapter) => {
      if (reference === undefined) throw new Error('there is no such way');
      const expected: string[] = [];
      await tellChapter(reference, chapter, expected);
      const heard = step.lines.find(
        (line) => isChapter(line) && line.way === name && line.title === chapter.title,
      );
      expect(heard).toEqual({ way: name, title: chapter.title, lines: expected });
    });

    it('gives the kernel nothing to complain of', () => {
      const log = kernelLogOf(step, name);
      expect(log.length).toBeGreaterThan(5);
      expect(kernelComplaints(log)).toEqual([]);
    });
  });
});

function isChapter(line: unknown): line is { way: string; title: string } {
  return typeof line === 'object' && line !== null && 'way' in line && 'title' in line;
}

/** What the kernel wrote while that way was walked. */
function kernelLogOf({ kernelLog }: Told, way: string): readonly KernelRecord[] {
  const begins = kernelLog.findIndex(({ text }) => text === `way ${way}`);
  const behind = kernelLog.slice(begins + 1);
  const ends = behind.findIndex(({ text }) => text.startsWith('way '));
  return ends === -1 ? behind : behind.slice(0, ends);
}
