import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the `usbip` tool of the Linux kernel lists at a port of this machine: bus id and USB ids. */
export async function usbipList(port: number): Promise<readonly string[]> {
  const words = ['--tcp-port', String(port), 'list', '-p', '-r', '127.0.0.1'];
  const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;
  try {
    const { stdout } = await run('usbip', words, { env: { ...process.env, PATH: path } });
    const listed = stdout.matchAll(/^\s*(\d+-\d+): .*\(([0-9a-f:]+)\)$/gm);
    return [...listed].map(([, busId, ids]) => `${busId ?? ''} ${ids ?? ''}`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new Error('the usbip tool is missing: apt-get install usbip', { cause: error });
  }
}
