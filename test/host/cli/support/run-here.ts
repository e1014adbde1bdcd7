import { PassThrough, type Readable } from 'node:stream';
import { runCommand } from '../../../../host/cli/program/run-command.ts';
import { Output } from '../../../../host/cli/terminal/output.ts';
import type { Ended } from './run-fob.ts';

export interface HereOptions {
  readonly stdin?: string | Readable;
  /** Standard input is a terminal, and these are typed at it, each when fob has asked. */
  readonly typed?: readonly string[];
  readonly signal?: AbortSignal;
  /** Sees what fob says beside its results, as it says it. */
  readonly onNote?: (text: string) => void;
  /** Sees its results, as it prints them. */
  readonly onResult?: (text: string) => void;
}

/** Runs `fob ARGS` in this process, so that modules which the test has replaced serve it. */
export async function runHere(
  args: readonly string[],
  options: HereOptions = {},
): Promise<Ended & { readonly status: number }> {
  const { stdin = '', typed, signal = new AbortController().signal } = options;
  const said = { stdout: '', stderr: '' };
  const out = new PassThrough({ encoding: 'utf8' });
  const err = new PassThrough({ encoding: 'utf8' });
  const answers = [...(typed ?? [])];
  const input: Readable & { isTTY?: boolean } =
    typeof stdin === 'string' ? new PassThrough() : stdin;
  if (typed !== undefined) input.isTTY = true;
  else if (typeof stdin === 'string' && input instanceof PassThrough) input.end(stdin);
  out.on('data', (text: string) => {
    said.stdout += text;
    options.onResult?.(text);
  });
  err.on('data', (text: string) => {
    said.stderr += text;
    options.onNote?.(text);
    const answer = text.endsWith(' ') ? answers.shift() : undefined;
    if (answer !== undefined && input instanceof PassThrough) input.write(answer);
  });
  let ended = 0;
  const status = await runCommand(args, {
    out: new Output(out, err),
    stdin: input,
    signal,
    endWith: (code) => (ended = code),
  });
  return { status: status ?? ended, ...said };
}
