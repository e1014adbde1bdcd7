import type { GuestImage } from './image/image.ts';

/** Where the guest sees the host's loopback, when it has a network. */
export const HOST_ADDRESS = '10.0.2.2';

/** The ports of virtio-serial by which the host talks to the guest; init.sh has the other ends. */
export const GUEST_PORTS = ['orders', 'output', 'errors', 'kernelLog', 'presence'] as const;

/** The first file descriptor that a child process gets beside its three standard ones. */
export const FIRST_DESCRIPTOR = 3;

export interface Machine {
  readonly memoryMegabytes: number;
  /** Whether the guest reaches the host's loopback, as `HOST_ADDRESS`. */
  readonly network: boolean;
  /** How many sockets, after those of `GUEST_PORTS`, lead to a USB device that speaks usb-redir. */
  readonly usbRedirections: number;
}

const KERNEL_ARGUMENTS = [
  'console=ttyS0 quiet loglevel=4 panic=-1 reboot=t mitigations=off nokaslr random.trust_cpu=on',
  'tsc=reliable no_timer_check rcupdate.rcu_expedited=1 cryptomgr.notests audit=0 selinux=0',
  'apparmor=0 printk.devkmsg=on log_buf_len=4M',
].join(' ');

/**
 * The arguments of QEMU for a guest without KVM. It has no port on the host: what it shares with its
 * parent are file descriptors, and the whole file system, read-only.
 */
export function qemuArguments(image: GuestImage, machine: Machine): readonly string[] {
  const { memoryMegabytes, network, usbRedirections } = machine;
  return [
    // One processor: on two, one Node.js in thirty dies of SIGSEGV in code that V8 has just made.
    ...['-machine', 'q35', '-accel', 'tcg,thread=multi,tb-size=512', '-cpu', 'max', '-smp', '1'],
    ...['-m', String(memoryMegabytes), '-nodefaults', '-no-user-config', '-display', 'none'],
    ...['-no-reboot', '-serial', 'stdio', '-kernel', image.vmlinux, '-initrd', image.initramfs],
    ...['-append', KERNEL_ARGUMENTS],
    ...['-fsdev', 'local,id=host,path=/,security_model=none,readonly=on,multidevs=remap'],
    ...['-device', 'virtio-9p-pci,fsdev=host,mount_tag=host'],
    ...(network ? ['-netdev', 'user,id=net,ipv6=off'] : []),
    ...(network ? ['-device', 'virtio-net-pci,netdev=net,romfile='] : []),
    ...['-device', 'virtio-serial-pci,id=ports'],
    ...GUEST_PORTS.flatMap((name, index) => [
      ...['-chardev', `socket,id=${name},fd=${String(FIRST_DESCRIPTOR + index)}`],
      ...['-device', `virtserialport,bus=ports.0,chardev=${name},nr=${String(index + 1)}`],
    ]),
    ...(usbRedirections > 0 ? ['-device', 'qemu-xhci,id=xhci,p2=8,p3=8'] : []),
    ...Array.from({ length: usbRedirections }, (_, index) => {
      const descriptor = FIRST_DESCRIPTOR + GUEST_PORTS.length + index;
      const name = `usb${String(index)}`;
      return [
        ...['-chardev', `socket,id=${name},fd=${String(descriptor)}`],
        ...['-device', `usb-redir,bus=xhci.0,chardev=${name}`],
      ];
    }).flat(),
  ];
}
