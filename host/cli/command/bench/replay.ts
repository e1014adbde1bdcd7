import { readBundle, replayBundle } from '@fobkit/bench';
import { InProcessRigs } from '@fobkit/emulator';
import { relyingPartyOf } from '../../bench/relying-party/relying-party.ts';
import { runPorts } from '../../bench/run/run-ports.ts';
import { scenarioEnv } from '../../bench/scenario-env.ts';
import { painted } from '../../bench/run/tell-runs.ts';
import { addJsonOption } from '../../device/device-options.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { ExitCode } from '../../program/exit-code.ts';
import { counted } from '../../terminal/counted.ts';

const HELP = `
A run that did not pass leaves a bundle: its scenario, its record, the state of
the fob before the first step, a capture, pictures. This runs it again on an
emulated fob with the same dice and the same run id. Exit status 1 where it went
another way than in the bundle.

Examples:
  $ fob bench replay ./dead-battery-0011223344556677
  $ fob bench replay ./dead-battery-0011223344556677 --json`;

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .argument('<bundle>', 'the folder of a bundle')
    .addHelpText('after', HELP)
    .action((folder: string, options: JsonOption) => replay(cli, folder, options));
};

async function replay(cli: Cli, folder: string, { json }: JsonOption): Promise<void> {
  const bundle = await readBundle(folder);
  const judge = await relyingPartyOf(bundle.record.relyingParty);
  const { runId: _, ...run } = runPorts(new InProcessRigs(), { ...judge, signal: cli.signal });
  const { difference, otherTool, record } = await replayBundle(bundle, { env: scenarioEnv(), run });
  cli.signal.throwIfAborted();
  const { runId, scenario, transcript, verdict } = record;
  const same = difference === undefined;
  if (json === true) {
    const found = difference === undefined ? null : shown(difference);
    cli.out.json({ folder, runId, scenario: scenario.name, verdict, same, difference: found });
  } else {
    const messages = counted(transcript.length, 'message');
    cli.out.print(`${painted(cli.out.paint, verdict)} ${scenario.name}, run ${runId}, ${messages}`);
    if (difference === undefined) cli.out.print('the same to the byte');
    else {
      const { is, path, was } = shown(difference);
      cli.out.print(`another at ${path}\n  was ${was}\n  is  ${is}`);
    }
  }
  if (otherTool !== undefined) {
    cli.out.note(`the bundle is of ${otherTool}; this is ${record.tool}`);
  }
  if (!same) cli.endWith(ExitCode.Refused);
}

function shown(difference: {
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}): {
  readonly path: string;
  readonly was: string;
  readonly is: string;
} {
  const { is, path, was } = difference;
  return { path, was: textOf(was), is: textOf(is) };
}

function textOf(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
