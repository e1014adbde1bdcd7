import type { Duplex } from 'node:stream';
import { GuestProcess, type Step, type Watch } from './guest-process.ts';
import { guestImage } from './image/image.ts';
import { loadOrder, type ModuleNeeds } from './image/modules.ts';
import { qemuArguments } from './qemu.ts';
import { findProgram, whyNoGuest } from './requirements.ts';

export interface GuestOptions {
  /** Default 1024. */
  readonly memoryMegabytes?: number;
  /** Whether the guest reaches the host's loopback, as `HOST_ADDRESS`. */
  readonly network?: boolean;
  /** How many devices the guest's USB host controller has that speak usb-redir. */
  readonly usbRedirections?: number;
  /** Modules of the kernel that are loaded before the first step. */
  readonly modules?: readonly string[];
  /** Folders of the host that are empty in the guest and can be written to. */
  readonly tmpfs?: readonly string[];
}

export interface StepOptions extends Partial<Watch> {
  /** Environment beside `PLAIN_ENVIRONMENT`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default the working folder of this process. */
  readonly folder?: string;
}

const BOOT_SECONDS = 180;
const STEP_SECONDS = 60;

const PLAIN_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/run/home',
  TMPDIR: '/run/tmp',
  LANG: 'C.UTF-8',
};

const NETWORK = [
  'ip addr add 10.0.2.15/24 dev eth0',
  'ip link set eth0 up',
  'ip route add default via 10.0.2.2',
];

/**
 * A Linux in QEMU that has the host's files, read-only, and nothing else of the host. Programs of the
 * host are run in it as root, one after the other, each to its end. What a program leaves running
 * must have let go of its output.
 */
export class Guest {
  readonly #process: GuestProcess;

  private constructor(process: GuestProcess) {
    this.#process = process;
  }

  /** @throws Error that shows the guest's console when it does not come up in three minutes. */
  static async boot(options: GuestOptions = {}): Promise<Guest> {
    const { memoryMegabytes = 1024, network = false, usbRedirections = 0 } = options;
    const reason = whyNoGuest();
    if (reason !== undefined) throw new Error(`no guest can be started: ${reason}`);
    const image = await guestImage();
    const args = qemuArguments(image, { memoryMegabytes, network, usbRedirections });
    const program = findProgram('qemu-system-x86_64') ?? 'qemu-system-x86_64';
    const guest = new Guest(new GuestProcess(program, args, usbRedirections));
    await guest.#process.ready(BOOT_SECONDS);
    await guest.#setUp(image.modules, options);
    return guest;
  }

  /** The socket to a device of `usbRedirections`: QEMU is the host, the other end is the device. */
  usbRedirection(index: number): Duplex {
    return this.#process.furtherSocket(index);
  }

  /**
   * Runs a program. Whatever its status, it is the caller's to judge.
   *
   * @throws Error with all that was heard when the guest ends or the time is over.
   */
  run(command: readonly string[], options: StepOptions = {}): Promise<Step> {
    const { env = {}, folder = process.cwd(), seconds = STEP_SECONDS, onLine } = options;
    const variables = Object.entries({ ...PLAIN_ENVIRONMENT, ...env });
    const assignments = variables.map(([name, value]) => `${name}=${value}`);
    const words = ['/usr/bin/env', '-i', '-C', folder, ...assignments, ...command];
    const script = `exec chroot /mnt ${words.map(quoted).join(' ')}`;
    return this.#process.run(script, { seconds, onLine });
  }

  /** Ends it at once; nothing of it is left. */
  stop(): Promise<void> {
    return this.#process.stop();
  }

  async #setUp(modules: readonly ModuleNeeds[], options: GuestOptions): Promise<void> {
    const { network = false, tmpfs = [] } = options;
    const wanted = [...(options.modules ?? []), ...(network ? ['virtio_net'] : [])];
    const script = [
      'set -e',
      ...loadOrder(modules, wanted).map(
        ({ name }) => `[ -e /sys/module/${name} ] || insmod /modules/${name}.ko`,
      ),
      ...tmpfs.map((path) => `mount -t tmpfs tmpfs ${quoted(`/mnt${path}`)}`),
      ...(network ? NETWORK : []),
    ];
    const step = await this.#process.run(script.join('\n'), { seconds: STEP_SECONDS });
    if (step.status === 0) return;
    await this.stop();
    throw new Error(`the guest could not be set up: ${step.errors}`);
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
