import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkUsb } from '../../../../host/cli/doctor/check-usbip.ts';
import { PlantedMachine } from '../usb/support/planted-machine.ts';

let planted: PlantedMachine;
beforeEach(() => {
  planted = new PlantedMachine();
});
afterEach(() => {
  planted.close();
});

describe('USB of emulated fobs', () => {
  it('is fine with usbip, its module and /dev/uhid', async () => {
    planted.withUsbip().withVhci().file('dev/uhid');
    const findings = await checkUsb(planted.machine);
    expect(findings.map(({ level }) => level)).toEqual(['ok', 'ok']);
  });

  it('that is missing is no fault, and told with how to get it', async () => {
    planted.file('etc/os-release', 'ID=debian\n');
    planted.withVhci();
    const [usbip, uhid] = await checkUsb(planted.machine);
    expect(usbip).toMatchObject({ level: 'note', mend: 'sudo apt install usbip' });
    expect(uhid).toMatchObject({ level: 'note' });
    expect(uhid?.mend).toContain('modprobe uhid');
  });

  it('does not ask whoever looks to be root', async () => {
    planted.withUsbip().withVhci();
    const [usbip] = await checkUsb({ ...planted.machine, user: 1000 });
    expect(usbip?.level).toBe('ok');
  });

  it('is of Linux alone', async () => {
    expect(await checkUsb({ ...planted.machine, platform: 'darwin' })).toEqual([]);
  });
});
