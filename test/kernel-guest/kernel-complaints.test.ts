import { describe, expect, it } from 'vitest';
import { kernelComplaints } from './kernel-complaints.ts';
import { parseKernelRecord } from './kernel-log.ts';

function complaints(...lines: readonly string[]): readonly string[] {
  return kernelComplaints(lines.flatMap((line) => parseKernelRecord(line) ?? []));
}

describe('the kernel complains', () => {
  it.each([
    ['of a device that does not answer', '3,534,1,-;usb 1-1: device descriptor read/64, error -71'],
    ['of one that it gives up', '3,534,1,-;usb usb1-port1: unable to enumerate USB device'],
    ['of a descriptor', '4,534,1,-;usb 1-1: config 1 has an invalid interface number: 9'],
    ['in words alone', '6,534,1,-;cdc_acm 1-1:1.1: failed to set dtr/rts'],
    ['by its level alone', '4,534,1,-;usb 1-1: something odd'],
    ['through a facility of syslog', '12,534,1,-;something that a program says'],
  ])('%s', (_, line) => {
    expect(complaints(line)).toEqual([line.slice(line.indexOf(';') + 1)]);
  });
});

describe('the kernel does not complain', () => {
  it.each([
    ['of a new device', '6,535,1,-;usb 1-1: new full-speed USB device number 2 using vhci_hcd'],
    ['of what a full-speed device always meets', '3,534,1,-;vhci_hcd: vhci_device speed not set'],
    ['of a host that is busy', '4,534,1,-;hrtimer: interrupt took 18227931 ns'],
    ['in what describes a message', ' SUBSYSTEM=error'],
  ])('%s', (_, line) => {
    expect(complaints(line)).toEqual([]);
  });
});
