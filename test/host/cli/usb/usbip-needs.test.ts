import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findUsbip, lacksOf } from '../../../../host/cli/usb/usbip-needs.ts';
import { PlantedMachine } from './support/planted-machine.ts';

let planted: PlantedMachine;
beforeEach(() => {
  planted = new PlantedMachine();
});
afterEach(() => {
  planted.close();
});

const codes = (): readonly string[] => lacksOf(planted.machine).map(({ code }) => code);
const mendOf = (code: string): string | undefined =>
  lacksOf(planted.machine).find((lack) => lack.code === code)?.mend;

describe('what attaching wants', () => {
  it('is all there on a machine with usbip, vhci-hcd and root', () => {
    planted.withUsbip().withVhci();
    expect(codes()).toEqual([]);
  });

  it('is told all at once, root last', () => {
    planted.machine = { ...planted.machine, user: 1000 };
    expect(codes()).toEqual(['no-usbip', 'no-vhci', 'not-root']);
  });

  it('is Linux', () => {
    planted.machine = { ...planted.machine, platform: 'win32', user: undefined };
    expect(codes()).toEqual(['not-linux']);
    expect(mendOf('not-linux')).toContain('docs/usb.md');
  });
});

describe('the program usbip', () => {
  it('is found on PATH, and where administrators have it', () => {
    planted.withUsbip();
    expect(findUsbip(planted.machine)).toBe('/usr/sbin/usbip');
    planted.file('opt/bin/usbip');
    expect(findUsbip({ ...planted.machine, path: ':/opt/bin' })).toBe('/opt/bin/usbip');
  });

  it.each([
    ['ID=debian\n', 'sudo apt install usbip'],
    ['NAME="X"\nID=ubuntu\nID_LIKE=debian\n', 'sudo apt install linux-tools-$(uname -r) hwdata'],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'linux-tools-$(uname -r)'],
    ["ID=raspbian\nID_LIKE='debian'\n", 'sudo apt install usbip'],
    ['ID=fedora\n', 'sudo dnf install usbip'],
    ['ID=arch\n', 'sudo pacman -S usbip'],
    ['ID=own\n', 'install usbip'],
  ])('of %j is told by its package', (release, mend) => {
    planted.file('etc/os-release', release);
    expect(mendOf('no-usbip')).toContain(mend);
  });
});

describe('the module vhci-hcd', () => {
  it.each(['modules.dep', 'modules.builtin'])('named in %s can be loaded', (list) => {
    const line =
      'kernel/drivers/usb/usbip/vhci-hcd.ko.xz: kernel/drivers/usb/usbip/usbip-core.ko.xz\n';
    planted.file(`lib/modules/${planted.machine.release}/${list}`, line);
    expect(mendOf('vhci-not-loaded')).toBe('sudo modprobe vhci-hcd');
  });

  it('of another kernel does not count', () => {
    planted.file('lib/modules/5.0/modules.dep', 'kernel/drivers/usb/usbip/vhci-hcd.ko:\n');
    expect(codes()).toContain('no-vhci');
  });

  it('that the kernel has not leads to uhid and QEMU', () => {
    expect(mendOf('no-vhci')).toMatch(/docs\/usb\.md .*--uhid.*QEMU/);
    planted.file('etc/os-release', 'ID=ubuntu\n');
    expect(mendOf('no-vhci')).toContain('linux-modules-extra-$(uname -r)');
  });
});
