import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type HereOptions, runHere } from '../../support/run-here.ts';

type Ended = Awaited<ReturnType<typeof runHere>>;

/** `fob bank up --json`. */
export interface ToldBank {
  readonly listens?: string;
  readonly users: string;
  readonly console: string;
  readonly desk: string;
  readonly app: string;
  readonly api: string;
  readonly openapi: string;
  readonly database: string;
  readonly keyFile: string;
  readonly radius?: string;
  readonly radiusClients?: string;
}

/** A state folder of its own, and `fob bank` run there in this process. */
export class BankHere {
  readonly folder = mkdtempSync(join(tmpdir(), 'fobkit-bank-cli-'));
  readonly state = join(this.folder, 'state');
  readonly #ends: (() => Promise<Ended>)[] = [];

  constructor() {
    vi.stubEnv('FOBKIT_STATE_HOME', this.state);
  }

  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  run(args: readonly string[], options?: HereOptions): Promise<Ended> {
    return runHere(['bank', ...args], options);
  }

  async json(...args: readonly string[]): Promise<unknown> {
    const ended = await this.run([...args, '--json']);
    if (ended.status !== 0) throw new Error(`${args.join(' ')}: ${ended.stderr}`);
    return JSON.parse(ended.stdout);
  }

  /** Starts what stays in the foreground; gives what it told, and how it ended when it was told to. */
  async start(
    ...args: readonly string[]
  ): Promise<{ readonly told: ToldBank; readonly end: () => Promise<Ended> }> {
    const interruption = new AbortController();
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const running = this.run([...args, '--json'], {
      signal: interruption.signal,
      onResult: resolve,
    });
    void running.then(({ stderr }) => {
      reject(new Error(`it has ended: ${stderr}`));
    });
    const end = (): Promise<Ended> => {
      interruption.abort();
      return running;
    };
    this.#ends.push(end);
    return { told: JSON.parse(await promise) as ToldBank, end };
  }

  async close(): Promise<void> {
    for (const end of this.#ends) await end();
    vi.unstubAllEnvs();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
