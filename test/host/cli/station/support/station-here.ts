import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type HereOptions, runHere } from '../../support/run-here.ts';

type Ended = Awaited<ReturnType<typeof runHere>>;

export const PASSWORD = 'correct horse';

/** A state folder of its own, and `fob station` run there in this process. */
export class StationHere {
  readonly folder = mkdtempSync(join(tmpdir(), 'fobkit-station-'));
  /** All that was printed, for whoever looks for secrets in it. */
  said = '';

  constructor() {
    vi.stubEnv('FOBKIT_STATE_HOME', join(this.folder, 'state'));
    vi.stubEnv('LANG', 'C.UTF-8');
    vi.stubEnv('LC_ALL', '');
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  file(name: string, text: string): string {
    writeFileSync(this.path(name), text);
    return this.path(name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  async run(args: readonly string[], options?: HereOptions): Promise<Ended> {
    const ended = await runHere(['station', ...args], options);
    this.said += ended.stdout + ended.stderr;
    return ended;
  }

  /** Runs a command, which must end well, and reads what it prints as JSON, line by line. */
  async json<T>(...args: readonly string[]): Promise<T> {
    const lines = await this.jsonLines(...args);
    return lines.at(-1) as T;
  }

  async jsonLines(...args: readonly string[]): Promise<readonly unknown[]> {
    const ended = await this.run([...args, '--json']);
    if (ended.status !== 0) {
      throw new Error(`${args.join(' ')}: ${String(ended.status)}: ${ended.stderr}`);
    }
    return ended.stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  }

  /** A station with a supervisor, who is signed in. */
  async init(...more: readonly string[]): Promise<Ended> {
    const password = this.file('sato.txt', `${PASSWORD}\n`);
    return await this.run(
      ['init', '--name', 'line-1', '--supervisor', 'sato', '--password-file', password].concat(
        more,
      ),
    );
  }

  close(): void {
    vi.unstubAllEnvs();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
