import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What to do where the server is not installed; Debian 12 has this version. */
export const POSTGRES_MISSING = 'PostgreSQL is not installed: apt-get install postgresql-15';

/** Debian keeps the server's programs out of PATH. */
const DEBIAN = '/usr/lib/postgresql';
const USER = 'bench';
const PASSWORD = 'zu-geheim/für:alle';

/** A PostgreSQL server of a test's own: on loopback, its data in a folder that goes with it. */
export class Postgres {
  readonly folder: string;
  readonly port: number;
  readonly #durable: boolean;
  #server: ChildProcess | undefined;

  private constructor(folder: string, port: number, durable: boolean) {
    this.folder = folder;
    this.port = port;
    this.#durable = durable;
  }

  /**
   * Makes and starts one, in a second or two. Rejects with `POSTGRES_MISSING` in its message.
   *
   * @param durable Commits wait for the disk, as in earnest: for measurements.
   */
  static async start(durable = false): Promise<Postgres> {
    const folder = mkdtempSync(join(tmpdir(), 'fobkit-postgres-'));
    const server = new Postgres(folder, await freePort(), durable);
    const data = join(folder, 'data');
    if (serverUser() !== undefined) chownSync(folder, serverUser() ?? 0, -1);
    asServer('initdb', ['--no-sync', '-D', data, '-U', USER, '--auth=trust', '-E', 'UTF8']);
    await server.restart();
    server.run(`alter user ${USER} password '${PASSWORD}'`);
    return server;
  }

  /** With a password, which the server does not ask for. */
  get url(): string {
    const password = encodeURIComponent(PASSWORD);
    return `postgres://${USER}:${password}@127.0.0.1:${String(this.port)}/postgres`;
  }

  get password(): string {
    return PASSWORD;
  }

  /** Runs statements and gives what they print, unaligned and without headings. */
  run(statements: string): string {
    const args = ['-h', '127.0.0.1', '-p', String(this.port), '-U', USER, '-d', 'postgres'];
    return execFileSync(programOf('psql'), [...args, '-AtXq', '-c', statements], {
      encoding: 'utf8',
    }).trim();
  }

  /** Starts the server, again after `stop`. */
  async restart(): Promise<void> {
    const careless = this.#durable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off'];
    const options = [...careless, '-c', 'max_connections=50'];
    const where = ['-D', join(this.folder, 'data'), '-k', this.folder, '-p', String(this.port)];
    const [file, args] = commandOf('postgres', [...where, '-h', '127.0.0.1', ...options]);
    const server = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: this.folder });
    this.#server = server;
    let said = '';
    const ready = Promise.withResolvers<undefined>();
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('ready to accept connections')) ready.resolve(undefined);
    });
    server.once('exit', () => {
      ready.reject(new Error(`PostgreSQL did not start: ${said}`));
    });
    await ready.promise;
  }

  /** Ends it at once, as a machine that is switched off; whoever is connected loses it. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server?.exitCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGQUIT');
    await ended;
  }

  /** Ends it and takes its folder away. */
  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The server refuses root: then it runs as the user to whom the programs' package gave a home. */
function serverUser(): number | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' });
  return Number(id);
}

function asServer(program: string, args: readonly string[]): void {
  const [file, whole] = commandOf(program, args);
  execFileSync(file, whole, { stdio: ['ignore', 'ignore', 'pipe'], cwd: tmpdir() });
}

function commandOf(program: string, args: readonly string[]): [string, readonly string[]] {
  const path = programOf(program);
  if (serverUser() === undefined) return [path, args];
  return ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', path, ...args]];
}

/** @throws Error that names the package. */
function programOf(name: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const folders = [
    ...versions.sort((a, b) => Number(b) - Number(a)).map((it) => join(DEBIAN, it, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  const found = folders.map((folder) => join(folder, name)).find((path) => isFile(path));
  if (found === undefined) throw new Error(POSTGRES_MISSING);
  return found;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
