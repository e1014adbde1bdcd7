import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PAM_MISSING =
  'pam_oath is not installed, or nobody but root may try it: apt-get install libpam-oath pamtester oathtool';

export function pamInstalled(): boolean {
  const tools = ['pamtester', 'oathtool'].every(
    (it) => spawnSync(it, ['--version']).error === undefined,
  );
  return (
    tools &&
    spawnSync('sh', ['-c', 'ls /usr/lib/*/security/pam_oath.so /lib/*/security/pam_oath.so']).stdout
      .length > 0
  );
}

/** Whether a service can be given to PAM: by root, or where users may have namespaces. */
export function pamUsable(): boolean {
  return pamInstalled() && (process.getuid?.() === 0 || namespaceFor('/') !== undefined);
}

/**
 * Logs in through the real pam_oath. Its service stands in a folder of the test that is mounted over
 * /etc/pam.d in a mount namespace of each login alone; where a container forbids that, in a file of
 * a name of its own in /etc/pam.d, until `close`.
 */
export class PamOath {
  readonly usersFile: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'fobkit-pam-'));
  readonly #service = `fobkit-${String(process.pid)}`;
  readonly #namespace: readonly string[] | undefined;
  readonly #installed: string | undefined;

  constructor() {
    this.usersFile = join(this.#folder, 'users.oath');
    const services = join(this.#folder, 'pam.d');
    mkdirSync(services);
    const line = `auth required pam_oath.so usersfile=${this.usersFile} window=10\n`;
    writeFileSync(join(services, this.#service), line);
    this.#namespace = namespaceFor(services);
    if (this.#namespace === undefined) {
      this.#installed = join('/etc/pam.d', this.#service);
      writeFileSync(this.#installed, line);
    }
  }

  write(file: Uint8Array): void {
    writeFileSync(this.usersFile, file, { mode: 0o600 });
  }

  read(): string {
    return readFileSync(this.usersFile, 'utf8');
  }

  /** Whether the user may come in with this code. */
  login(user: string, code: string): boolean {
    const tester = ['pamtester', this.#service, user, 'authenticate'];
    const services = join(this.#folder, 'pam.d');
    const [program = '', ...args] =
      this.#namespace === undefined
        ? tester
        : ['unshare', ...this.#namespace, 'sh', '-c', MOUNT, 'sh', services, ...tester];
    const run = spawnSync(program, args, { input: `${code}\n`, encoding: 'utf8' });
    if (run.stdout.includes('successfully authenticated')) return true;
    if (run.stderr.includes('Authentication failure')) return false;
    throw new Error(`pamtester: ${run.error?.message ?? run.stdout + run.stderr}`);
  }

  close(): void {
    if (this.#installed !== undefined) rmSync(this.#installed, { force: true });
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Flags of unshare under which a folder may be mounted over /etc/pam.d. */
function namespaceFor(services: string): readonly string[] | undefined {
  return [['-m'], ['-rm']].find(
    (flags) =>
      spawnSync('unshare', [...flags, 'sh', '-c', MOUNT, 'sh', services, 'true']).status === 0,
  );
}

const MOUNT = 'mount --bind "$1" /etc/pam.d && shift && exec "$@"';

/** A code by oathtool. */
export function oathtool(hexKey: string, ...options: readonly string[]): string {
  const run = spawnSync('oathtool', [...options, '-'], { input: hexKey, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`oathtool: ${run.error?.message ?? run.stderr}`);
  return run.stdout.trim();
}
