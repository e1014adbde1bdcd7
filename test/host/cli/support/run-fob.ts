import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { plainEnvironment } from '../../../support/npm.ts';
import { runHere } from './run-here.ts';

export const BIN = fileURLToPath(new URL('../../../../host/cli/bin/fob.js', import.meta.url));

/** How a run of fob ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sent once fob has said something on this stream. */
  readonly interruptAfter?: {
    readonly stream: 'stdout' | 'stderr';
    readonly signal: NodeJS.Signals;
  };
  /** Sees what fob says as it says it. */
  readonly onOutput?: (text: string) => void;
  readonly cwd?: string;
}

/** A folder of its own for the state of fob, and fob run with it as a user's shell would. */
export class FobShell {
  readonly folder = mkdtempSync(join(tmpdir(), 'fobkit-cli-'));
  readonly state = join(this.folder, 'state');
  readonly #here: boolean;

  /**
   * @param here Where the process itself is not what is tested: commands that take nothing but
   *   standard input are run in this one, as a process takes longer to load fob than to do them.
   */
  constructor({ here = false }: { readonly here?: boolean } = {}) {
    this.#here = here;
    if (here) vi.stubEnv('FOBKIT_STATE_HOME', this.state);
  }

  /** Runs `fob ARGS` to its end. */
  run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
    const { stdin = '', ...others } = options;
    // What lives on is started from the files that are built, as a user's is.
    const livesOn = args[0] === 'sim' && args.includes('up');
    const plain = !livesOn && Object.keys(others).length === 0;
    return this.#here && plain ? runHere(args, { stdin }) : this.#spawn(args, options);
  }

  #spawn(args: readonly string[], options: RunOptions): Promise<Ended> {
    const { promise, resolve, reject } = Promise.withResolvers<Ended>();
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd: options.cwd ?? this.folder,
      env: this.environment(options.env),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
        options.onOutput?.(text);
        const { interruptAfter } = options;
        if (interruptAfter?.stream === stream) child.kill(interruptAfter.signal);
      });
    }
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, ...said });
    });
    // A fob that refuses its arguments does not read what it is given.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
    return promise;
  }

  /** Runs fob, which must end well, and reads the line of JSON that it prints. */
  async json<T>(args: readonly string[], options: RunOptions = {}): Promise<T> {
    const ended = await this.run([...args, '--json'], options);
    if (ended.status !== 0) {
      throw new Error(`fob ${args.join(' ')}: status ${String(ended.status)}: ${ended.stderr}`);
    }
    return JSON.parse(ended.stdout) as T;
  }

  environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
    return { ...plainEnvironment(), FOBKIT_STATE_HOME: this.state, NO_COLOR: '1', ...more };
  }

  /** Ends every emulated fob and takes the folder away. */
  async close(): Promise<void> {
    await this.run(['sim', 'down', '--all']);
    if (this.#here) vi.unstubAllEnvs();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `fob sim up --json`: the contract. */
export interface Up {
  readonly deviceId: string;
  readonly profile: string;
  readonly links: readonly string[];
  readonly control: string;
  readonly tokenFile: string;
  readonly pid: number;
}

/** The key of RFC 4226 and RFC 6238 (SHA-1): the ASCII digits 1 to 0, twice. */
export const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
export const RFC_URI = `otpauth://totp/test?secret=${RFC_SECRET}`;
