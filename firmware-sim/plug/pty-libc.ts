import { closeSync, constants, openSync } from 'node:fs';

/** The two ends of a pseudo-terminal in raw mode. */
export interface PtyPair {
  /** File descriptor of the master. */
  readonly master: number;
  /** File descriptor of the slave, kept open so that the master outlives each host's close. */
  readonly slave: number;
  /** Path of the slave, as `/dev/pts/4`. */
  readonly path: string;
}

export interface PtyLibrary {
  open(): PtyPair;
}

/** Longer than any system's `struct termios`. */
const TERMIOS_BYTES = 256;
/** `tcsetattr`: at once. The same number on Linux and macOS. */
const TCSANOW = 0;

/** The C library's functions around pseudo-terminals; koffi is loaded only here. */
export async function loadPtyLibrary(): Promise<PtyLibrary> {
  if (process.platform === 'win32') {
    throw new Error('Windows has no pseudo-terminals: use a TCP plug');
  }
  const { default: koffi } = await import('koffi');
  const libc = koffi.load(null);
  const grant = asCall(libc.func('int grantpt(int fd)'));
  const unlock = asCall(libc.func('int unlockpt(int fd)'));
  const name = asCall(libc.func('const char *ptsname(int fd)'));
  const getAttributes = asCall(libc.func('int tcgetattr(int fd, void *termios)'));
  const makeRaw = asCall(libc.func('void cfmakeraw(void *termios)'));
  const setAttributes = asCall(libc.func('int tcsetattr(int fd, int when, void *termios)'));

  /** No echo and no line editing, from before the first host opens it. */
  const setRaw = (slave: number): void => {
    const termios = Buffer.alloc(TERMIOS_BYTES);
    check('tcgetattr', getAttributes(slave, termios));
    makeRaw(termios);
    check('tcsetattr', setAttributes(slave, TCSANOW, termios));
  };

  return {
    open() {
      // Node opens files close-on-exec: no child process keeps the terminal alive.
      const flags = constants.O_RDWR | constants.O_NOCTTY;
      const master = openSync('/dev/ptmx', flags | constants.O_NONBLOCK);
      let slave: number | undefined;
      try {
        check('grantpt', grant(master));
        check('unlockpt', unlock(master));
        const path = name(master);
        if (typeof path !== 'string') throw new Error('ptsname failed');
        slave = openSync(path, flags);
        setRaw(slave);
        return { master, slave, path };
      } catch (error) {
        closeSync(master);
        if (slave !== undefined) closeSync(slave);
        throw error;
      }
    },
  };
}

/** koffi's types leave arguments and results open. */
function asCall(call: (...args: readonly unknown[]) => unknown): (...args: unknown[]) => unknown {
  return call;
}

function check(name: string, result: unknown): void {
  if (result !== 0) throw new Error(`${name} failed`);
}
