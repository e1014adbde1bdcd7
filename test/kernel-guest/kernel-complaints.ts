import type { KernelRecord } from './kernel-log.ts';

const WARNING = 4;

/** Words that tell of trouble whatever the level of the message. */
const TROUBLE =
  /error|fail|unable|cannot|can't|could not|invalid|not accepting|not responding|timed? ?out|descriptor read|bogus|unexpected|overflow|stall|\bBUG\b|Call Trace/i;

/** What every full-speed device, or a busy host, brings about here. */
const ALLOWED: readonly RegExp[] = [
  // vhci_hcd looks for high, wireless and low speed alone when it resets a port (drivers/usb/usbip).
  /^vhci_hcd: vhci_device speed not set$/,
  // The host's files are cached by inode, and an inode of the host is used again.
  /^FS-Cache: /,
  // A guest that waits for its processors measures times that no hardware has.
  /^hrtimer: interrupt took|^perf: interrupt took|^sched: RT throttling|^clocksource: /,
];

/** The messages of the kernel that complain: of a warning's level, or in words. */
export function kernelComplaints(
  records: readonly KernelRecord[],
  allowed: readonly RegExp[] = [],
): readonly string[] {
  return records
    .filter(({ level, text }) => level <= WARNING || TROUBLE.test(text))
    .map(({ text }) => text)
    .filter((text) => ![...ALLOWED, ...allowed].some((pattern) => pattern.test(text)));
}
