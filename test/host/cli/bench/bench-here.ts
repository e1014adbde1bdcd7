import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type HereOptions, runHere } from '../support/run-here.ts';

type Ended = Awaited<ReturnType<typeof runHere>>;

/** A folder with scenarios and a state folder of its own, and fob bench run there. */
export class BenchHere {
  readonly folder = mkdtempSync(join(tmpdir(), 'fobkit-bench-'));

  constructor() {
    vi.stubEnv('FOBKIT_STATE_HOME', join(this.folder, 'state'));
  }

  /** Writes a scenario of this name, and gives its path. */
  scenario(name: string, steps: readonly string[], more = 'profile: shinkin-hardware'): string {
    const list = steps.map((step) => `  - ${step}\n`).join('');
    return this.file(
      `${name}.yaml`,
      `scenario: ${name}\ntitle: { en: A test }\n${more}\nsteps:\n${list}`,
    );
  }

  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** The names in a folder. */
  files(folder: string): readonly string[] {
    return readdirSync(folder);
  }

  run(args: readonly string[], options?: HereOptions): Promise<Ended> {
    return runHere(['bench', ...args], options);
  }

  /** The records that are on the disk, a line each. */
  stored(): readonly string[] {
    try {
      const path = this.path('state/bench/records/records.jsonl');
      return readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
    } catch {
      return [];
    }
  }

  close(): void {
    vi.unstubAllEnvs();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const PASSES = ['press', 'expect: { code: valid }'];
export const FAILS = ['press', 'expect: { code: invalid }'];
