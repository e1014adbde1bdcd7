/** /dev/uhid cannot be used. The message names the place and what to do about it. */
export class UhidError extends Error {
  override readonly name = 'UhidError';
}

const MODULE = 'Load the kernel module: sudo modprobe uhid';

const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: ` is not there. ${MODULE} (it is part of most distributions' kernels).`,
  ENODEV: ` has no driver behind it. ${MODULE}.`,
  ENXIO: ` has no driver behind it. ${MODULE}.`,
  EACCES:
    ': permission denied. Run as root, or let your group in by a udev rule: ' +
    'KERNEL=="uhid", SUBSYSTEM=="misc", GROUP="plugdev", MODE="0660"; ' +
    'then: sudo udevadm control --reload && sudo udevadm trigger /dev/uhid',
  EPERM: ': not permitted. In a container, pass the device in: --device /dev/uhid',
};

/** What a failure to open the device means to the user. */
export function uhidOpenError(path: string, cause: unknown): UhidError {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const remedy = REMEDIES[codeOf(error)] ?? ` does not open (${error.message}).`;
  return new UhidError(`${path}${remedy}`, { cause: error });
}

/** `ENOENT` and the like; empty when the error is none of the operating system. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
