import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { UsbMachine } from '../../../../../host/cli/usb/usbip-needs.ts';
import type { Ran, UsbTool } from '../../../../../host/cli/usb/usbip-tool.ts';
import { ToyClock } from '../../../emulator/toy-clock.ts';

const HEAD = 'hub port sta spd dev      sockfd local_busid';
const PORTS = 8;

/** A folder that looks like a Linux machine with vhci-hcd, on which usbip does what a test says. */
export class PlantedMachine {
  readonly root = mkdtempSync(join(tmpdir(), 'fobkit-usb-'));
  readonly clock = new ToyClock();
  /** What usbip was called with, a line each. */
  readonly calls: string[] = [];
  sudo = false;
  /** What usbip does. */
  usbip: (args: readonly string[]) => Ran = () => ({ status: 0, stderr: '' });
  machine: UsbMachine = {
    platform: 'linux',
    root: this.root,
    release: '6.1.0-56-amd64',
    path: '/usr/bin:/bin',
    user: 0,
  };
  readonly #ports = new Map<number, string>();

  get tool(): UsbTool {
    return {
      machine: this.machine,
      run: (file, args) => {
        this.calls.push([file, ...args].join(' '));
        return Promise.resolve(this.usbip(args));
      },
      clock: {
        now: () => this.clock.now(),
        unixMs: () => this.clock.unixMs(),
        // Who waits is served at once: time passes by itself.
        after: (ms, run) => {
          const cancel = this.clock.after(ms, run);
          queueMicrotask(() => {
            this.clock.pass(ms);
          });
          return cancel;
        },
      },
      signal: new AbortController().signal,
      sudo: this.sudo,
    };
  }

  file(path: string, text = ''): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true, force: true });
  }

  withUsbip(): this {
    this.file('usr/sbin/usbip');
    return this;
  }

  withVhci(): this {
    this.#writeStatus();
    return this;
  }

  /** A fob as the kernel shows it, with the nodes of its HID device and its serial port. */
  plug(port: number, deviceId: string, nodes = { hid: true, tty: true }): void {
    const name = `3-${String(port + 1)}`;
    const device = `sys/bus/usb/devices/${name}`;
    this.file(`${device}/serial`, `${deviceId}\n`);
    this.file(`${device}/bNumInterfaces`, ' 4\n');
    ['03', '02', '0a', 'ff'].forEach((usbClass, number) => {
      this.file(`${device}:1.${String(number)}/bInterfaceClass`, `${usbClass}\n`);
    });
    const [hidraw, tty] = [`hidraw${String(port)}`, `ttyACM${String(port)}`];
    this.file(`${device}:1.0/0003:1209:F0B1.000${String(port + 1)}/hidraw/${hidraw}/dev`);
    this.file(`${device}:1.1/tty/${tty}/dev`);
    if (nodes.hid) this.file(`dev/${hidraw}`);
    if (nodes.tty) this.file(`dev/${tty}`);
    this.#ports.set(port, name);
    this.#writeStatus();
  }

  unplug(port: number): void {
    const name = `3-${String(port + 1)}`;
    this.#ports.delete(port);
    this.#writeStatus();
    this.remove(`sys/bus/usb/devices/${name}`);
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** As `status_show_vhci` of Linux prints it: high speed ports, then SuperSpeed ones. */
  #writeStatus(): void {
    const lines = Array.from({ length: 2 * PORTS }, (_, port) => {
      const hub = port < PORTS ? 'hs' : 'ss';
      const number = String(port).padStart(4, '0');
      const name = this.#ports.get(port);
      const rest =
        name === undefined
          ? '004 000 00000000 000000 0-0'
          : `006 002 0001000${String(port + 2)} 000003 ${name}`;
      return `${hub}  ${number} ${rest}`;
    });
    this.file('sys/devices/platform/vhci_hcd.0/status', `${[HEAD, ...lines].join('\n')}\n`);
  }
}
