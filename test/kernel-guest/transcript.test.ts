import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reach } from '../conformance/reach.ts';
import { chapters, tellChapter } from '../conformance/transcript.ts';
import { endlessWays, hidWays, ways } from '../conformance/ways.ts';
import { Guest } from './guest.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { kernelComplaints } from './kernel-complaints.ts';
import { runInside, type Told } from './run-inside.ts';
import { FOB_DRIVERS } from './usb-guest.ts';

/** Each way through the kernel, and a way of this process whose lines it must tell. */
const pairs: readonly (readonly [name: string, framing: string, reference: Reach | undefined])[] = [
  ['hidraw', 'hid', hidWays['HID in process']],
  ['ttyACM', 'serial', ways['in process']],
  ['usbfs', 'serial', endlessWays['WebUSB in process']],
];

const SECONDS = 500;

inGuest('the conformance script through a real kernel', ['usbip'], () => {
  let guest: Guest;

  beforeAll(async () => {
    guest = await Guest.boot({ modules: ['vhci_hcd', ...FOB_DRIVERS] });
  }, BOOT_MILLISECONDS);

  afterAll(() => guest.stop());

  describe.each(pairs)('over %s', (name, framing, reference) => {
    const told = chapters.filter(({ about }) => framing !== 'hid' || about !== 'serial');
    const heard = new Map<string, unknown>();
    let step: Told;

    beforeAll(
      async () => {
        step = await runInside(guest, 'transcript.ts', { args: [name, framing], seconds: SECONDS });
        for (const line of step.lines) {
          if (isChapter(line)) heard.set(line.title, line.lines);
        }
      },
      BOOT_MILLISECONDS + 1000 * SECONDS,
    );

    it.each(told)('$title, line for line', async (chapter) => {
      if (reference === undefined) throw new Error('there is no such way');
      const expected: string[] = [];
      await tellChapter(reference, chapter, expected);
      expect(heard.get(chapter.title)).toEqual(expected);
    });

    it('gives the kernel nothing to complain of', () => {
      expect(kernelComplaints(step.kernelLog)).toEqual([]);
    });
  });
});

function isChapter(line: unknown): line is { title: string; lines: unknown } {
  return typeof line === 'object' && line !== null && 'title' in line && 'lines' in line;
}
