import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError } from '../../../../host/cli/program/cli-error.ts';
import { attachAll, detachAll, type Exported } from '../../../../host/cli/usb/attach.ts';
import { attachedUsb } from '../../../../host/cli/usb/vhci.ts';
import { PlantedMachine } from './support/planted-machine.ts';

let planted: PlantedMachine;
beforeEach(() => {
  planted = new PlantedMachine().withUsbip().withVhci();
});
afterEach(() => {
  planted.close();
});

const FOB = '0102030405060708';
const OTHER = '1112131415161718';

function exported(deviceId: string, busId: string, port = 3240, host = '127.0.0.1'): Exported {
  return { deviceId, place: { host, port, busId } };
}

async function errorOf(promise: Promise<unknown>): Promise<CliError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof CliError) return error;
  throw new Error('it did not fail as it should');
}

describe('attaching', () => {
  it('calls usbip for each fob and tells the nodes that come', async () => {
    const ids = [FOB, OTHER];
    planted.usbip = () => {
      const port = planted.calls.length - 1;
      planted.plug(port, ids[port] ?? '');
      return { status: 0, stderr: '' };
    };
    const fobs = [exported(FOB, '1-1'), exported(OTHER, '1-2', 4000)];
    const attachments = await attachAll(planted.tool, fobs);
    expect(planted.calls).toEqual([
      '/usr/sbin/usbip attach -r 127.0.0.1 -b 1-1',
      '/usr/sbin/usbip --tcp-port 4000 attach -r 127.0.0.1 -b 1-2',
    ]);
    expect(attachments.map(({ deviceId, links, port }) => [deviceId, port, links])).toEqual([
      [FOB, 0, ['hid:/dev/hidraw0', 'serial:/dev/ttyACM0']],
      [OTHER, 1, ['hid:/dev/hidraw1', 'serial:/dev/ttyACM1']],
    ]);
  });

  it('waits for nodes that come later', async () => {
    planted.usbip = () => {
      planted.plug(0, FOB, { hid: false, tty: false });
      planted.clock.after(700, () => {
        planted.plug(0, FOB);
      });
      return { status: 0, stderr: '' };
    };
    const [attachment] = await attachAll(planted.tool, [exported(FOB, '1-1')]);
    expect(attachment).toMatchObject({ links: ['hid:/dev/hidraw0', 'serial:/dev/ttyACM0'] });
    expect(attachment?.missing).toEqual([]);
  });

  it('leaves a fob that is attached as it is, whatever is missing otherwise', async () => {
    planted.plug(3, FOB);
    planted.machine = { ...planted.machine, user: 1000 };
    planted.remove('usr/sbin/usbip');
    const [attachment] = await attachAll(planted.tool, [exported(FOB, '1-1')]);
    expect(attachment).toMatchObject({ port: 3, localBusId: '3-4' });
    expect(planted.calls).toEqual([]);
  });

  it('knows a token with a serial number of its own by where usbip has it from', async () => {
    planted.usbip = () => {
      planted.plug(0, '0000000000000000000005f1');
      planted.file('var/run/vhci_hcd/port0', '127.0.0.1 4000 1-1\n');
      return { status: 0, stderr: '' };
    };
    const token = exported(FOB, '1-1', 4000);
    expect(await attachAll(planted.tool, [token])).toMatchObject([{ deviceId: FOB, port: 0 }]);
    expect(await attachAll(planted.tool, [token])).toHaveLength(1);
    expect(planted.calls).toHaveLength(1);
  });

  it('reaches a server that listens everywhere on loopback', async () => {
    planted.usbip = () => {
      planted.plug(0, FOB);
      planted.plug(1, OTHER);
      return { status: 0, stderr: '' };
    };
    const fobs = [exported(FOB, '1-1', 3240, '0.0.0.0'), exported(OTHER, '1-2', 3240, '::')];
    await attachAll(planted.tool, fobs);
    expect(planted.calls.map((call) => call.split(' ')[3])).toEqual(['127.0.0.1', '::1']);
  });

  it('is done when usbip has attached and could not note it down', async () => {
    planted.usbip = () => {
      planted.plug(0, FOB);
      return { status: 1, stderr: 'usbip: error: record connection\n' };
    };
    const [attachment] = await attachAll(planted.tool, [exported(FOB, '1-1')]);
    expect(attachment?.deviceId).toBe(FOB);
  });

  it('tells a missing node with the module that makes it', async () => {
    planted.usbip = () => {
      planted.plug(0, FOB, { hid: true, tty: false });
      return { status: 0, stderr: '' };
    };
    const [attachment] = await attachAll(planted.tool, [exported(FOB, '1-1')]);
    expect(attachment?.links).toEqual(['hid:/dev/hidraw0']);
    expect(attachment?.missing).toEqual([expect.stringContaining('modprobe cdc-acm')]);
  });

  it('tells what usbip says when it refuses', async () => {
    const stderr =
      'usbip: info: using port 4000 ("4000")\n' +
      'usbip: error: Attach Request for 1-1 failed - Device busy (exported)\n';
    planted.usbip = () => ({ status: 1, stderr });
    const error = await errorOf(attachAll(planted.tool, [exported(FOB, '1-1', 4000)]));
    expect(error).toMatchObject({ code: 'not-attached', exitCode: 3 });
    expect(error.message).toContain('Device busy (exported)');
    expect(error.message).not.toContain('using port');
  });

  it('ends when the kernel makes no device of it', async () => {
    const before = planted.clock.now();
    const error = await errorOf(attachAll(planted.tool, [exported(FOB, '1-1')]));
    expect(error).toMatchObject({ code: 'no-device', exitCode: 3 });
    expect(planted.clock.now() - before).toBeGreaterThanOrEqual(10_000);
  });

  it('without root tells the commands to be run by sudo, and runs none', async () => {
    planted.machine = { ...planted.machine, user: 1000 };
    const fobs = [exported(FOB, '1-1'), exported(OTHER, '1-2', 4000)];
    const error = await errorOf(attachAll(planted.tool, fobs));
    expect(error).toMatchObject({ code: 'not-root', exitCode: 3 });
    expect(error.message).toContain(
      'sudo usbip attach -r 127.0.0.1 -b 1-1 && ' +
        'sudo usbip --tcp-port 4000 attach -r 127.0.0.1 -b 1-2',
    );
    expect(planted.calls).toEqual([]);
  });

  it('runs usbip by sudo where that is asked for, as root without', async () => {
    planted.usbip = () => {
      planted.plug(0, FOB);
      return { status: 0, stderr: '' };
    };
    planted.sudo = true;
    planted.machine = { ...planted.machine, user: 1000 };
    await attachAll(planted.tool, [exported(FOB, '1-1')]);
    planted.unplug(0);
    planted.machine = { ...planted.machine, user: 0 };
    await attachAll(planted.tool, [exported(FOB, '1-1')]);
    const words = '/usr/sbin/usbip attach -r 127.0.0.1 -b 1-1';
    expect(planted.calls).toEqual([`sudo ${words}`, words]);
  });

  it('tells everything that is missing, each with how to get it', async () => {
    planted.remove('usr/sbin/usbip');
    planted.remove('sys/devices/platform/vhci_hcd.0');
    planted.file('etc/os-release', 'ID=debian\n');
    planted.file(`lib/modules/${planted.machine.release}/modules.dep`, 'x/vhci-hcd.ko:\n');
    const error = await errorOf(attachAll(planted.tool, [exported(FOB, '1-1')]));
    expect(error.code).toBe('no-usbip');
    expect(error.message).toContain('(sudo apt install usbip); ');
    expect(error.message).toContain('(sudo modprobe vhci-hcd)');
  });
});

describe('detaching', () => {
  it('frees the port of each fob', async () => {
    planted.plug(0, FOB);
    planted.plug(1, 'ffffffffffffffff');
    planted.plug(5, OTHER);
    planted.usbip = (args) => {
      planted.unplug(Number(args.at(-1)));
      return { status: 0, stderr: '' };
    };
    const [first, second] = [exported(FOB, '1-1'), exported(OTHER, '1-2')];
    const gone = exported('00000000000000aa', '1-3');
    expect(await detachAll(planted.tool, [first, gone, second])).toEqual([first, second]);
    expect(planted.calls).toEqual(['/usr/sbin/usbip detach -p 0', '/usr/sbin/usbip detach -p 5']);
    expect(attachedUsb(planted.root)).toHaveLength(1);
  });

  it('that usbip refuses is told', async () => {
    planted.plug(0, FOB);
    planted.usbip = () => ({ status: 1, stderr: 'usbip: error: Port 0 detach request failed!\n' });
    const error = await errorOf(detachAll(planted.tool, [exported(FOB, '1-1')]));
    expect(error).toMatchObject({ code: 'not-detached', exitCode: 3 });
    expect(error.message).toContain('detach request failed');
  });

  it('without root tells the command', async () => {
    planted.plug(2, FOB);
    planted.machine = { ...planted.machine, user: 1000 };
    const error = await errorOf(detachAll(planted.tool, [exported(FOB, '1-1')]));
    expect(error.message).toBe(
      'cannot detach: it wants root (--sudo runs usbip by sudo; by hand: sudo usbip detach -p 2)',
    );
  });
});
