/** What an initramfs holds: a folder when there are no bytes. */
export interface CpioEntry {
  /** Without a leading slash. Folders come before what is in them. */
  readonly path: string;
  readonly bytes?: Uint8Array;
  readonly executable?: boolean;
}

const FOLDER = 0o040755;
const FILE = 0o100644;
const PROGRAM = 0o100755;
const TRAILER = 'TRAILER!!!';

/** An archive of the kind that Linux unpacks at boot (cpio "newc", initramfs buffer format). */
export function cpio(entries: readonly CpioEntry[]): Buffer {
  const parts = entries.map(({ path, bytes, executable }, index) => {
    const mode = bytes === undefined ? FOLDER : executable === true ? PROGRAM : FILE;
    return record(path, { inode: index + 1, mode, bytes: bytes ?? new Uint8Array() });
  });
  const trailer = record(TRAILER, { inode: 0, mode: 0, bytes: new Uint8Array() });
  return Buffer.concat([...parts, trailer]);
}

interface Contents {
  readonly inode: number;
  readonly mode: number;
  readonly bytes: Uint8Array;
}

function record(path: string, { inode, mode, bytes }: Contents): Buffer {
  const name = Buffer.from(`${path}\0`);
  const owner = [0, 0];
  const devices = [0, 0, 0, 0];
  const fields = [...[inode, mode, ...owner, 1, 0, bytes.length], ...[...devices, name.length, 0]];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([padded(Buffer.concat([Buffer.from(header), name])), padded(bytes)]);
}

/** Headers with their names, and contents, each start at a multiple of four bytes. */
function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, new Uint8Array(-bytes.length & 3)]);
}
