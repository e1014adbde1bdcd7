import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { UrbEvent } from '@fobkit/firmware-sim/plug';
import { afterEach, describe, expect, it } from 'vitest';
import { blankFob } from '../../../support/raw-host.ts';
import { redirPlace } from '../../../support/usb/usbredir-guest.ts';
import { openPlug } from './usbredir-support.ts';

const machines: ChildProcess[] = [];

afterEach(async () => {
  for (const machine of machines.splice(0)) {
    if (machine.exitCode !== null || machine.signalCode !== null) continue;
    machine.kill('SIGKILL');
    await once(machine, 'exit');
  }
});

/** A machine without a disk: its firmware (SeaBIOS) enumerates what is on its USB. */
async function startMachine(url: string): Promise<void> {
  const place = redirPlace(url);
  if (!('port' in place)) throw new Error(url);
  const machine = spawn(
    'qemu-system-x86_64',
    [
      ...['-machine', 'q35', '-accel', 'tcg', '-m', '64', '-nodefaults', '-no-user-config'],
      ...['-display', 'none', '-device', 'qemu-xhci'],
      ...['-chardev', `socket,id=fob,host=${place.host},port=${place.port}`],
      ...['-device', 'usb-redir,chardev=fob'],
    ],
    { stdio: 'ignore' },
  );
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  machine.once('spawn', () => {
    machines.push(machine);
    resolve(undefined);
  });
  machine.once('error', (cause) => {
    reject(new Error('QEMU is missing: apt-get install qemu-system-x86', { cause }));
  });
  await promise;
}

/** GET_DESCRIPTOR of the configuration, which the firmware reads behind the device's. */
function readsConfiguration(event: UrbEvent): boolean {
  if (event.kind !== 'complete' || event.result.status !== 'ok') return false;
  const [type, request, , kind] = event.urb.setup ?? [];
  return type === 0x80 && request === 6 && kind === 2 && event.result.data.length > 9;
}

describe('QEMU', () => {
  it('attaches the fob, loses it on an unplug and finds it again after the replug', async () => {
    const fob = blankFob();
    const plug = await openPlug(fob);
    const seen = (): Promise<void> => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const stop = plug.observe((event) => {
        if (!readsConfiguration(event)) return;
        stop();
        resolve(undefined);
      });
      return promise;
    };
    const enumerated = seen();
    await startMachine(plug.url);
    await enumerated;
    expect(plug.attached).toBe(true);
    fob.unplug();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    plug.observe(({ kind }) => {
      if (kind === 'submit') resolve(undefined);
    });
    plug.replug();
    // SET_ADDRESS at the fob: QEMU has acknowledged that it lost the device before.
    await promise;
    expect(plug.plugged && plug.attached).toBe(true);
  });
});
