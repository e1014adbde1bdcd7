import { type BenchFinding, examineBench, readBench } from '@fobkit/bench';
import { benchOptions, readingBench } from '../../bench/bench-rigs.ts';
import { addJsonOption } from '../../device/device-options.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { ExitCode } from '../../program/exit-code.ts';

const HELP = `
Compares a bench with its file before anybody runs on it: each instrument
answers and is who the file says, each port has the fob that it names. Fobs get
their power for the question; everything is off again, and read back, at the
end. Exit status 2 for a wrong file, 3 when the bench is not as the file says,
or when another run has it: what is BUSY is not looked at, and not wrong.

Examples:
  $ fob bench doctor BENCH.yaml
  $ fob bench doctor BENCH.yaml --json`;

export const define: Define = (command, cli) => {
  addJsonOption(command.argument('<file>', 'the bench file'))
    .addHelpText('after', HELP)
    .action(async (file: string, options: JsonOption) => {
      await examine(cli, file, options.json === true);
    });
};

async function examine(cli: Cli, file: string, json: boolean): Promise<void> {
  const options = await benchOptions(cli, file);
  const { name } = readingBench(cli, json, () => readBench(options));
  const findings: BenchFinding[] = [];
  for await (const finding of examineBench(options)) {
    findings.push(finding);
    if (!json) tell(cli, finding);
    cli.signal.throwIfAborted();
  }
  const healthy = findings.every(({ ok }) => ok);
  if (json) cli.out.json({ ok: healthy, bench: name, findings });
  if (!healthy) cli.endWith(ExitCode.Link);
}

function tell({ out }: Cli, { busy, ok, what, found, place }: BenchFinding): void {
  const { paint } = out;
  const mark = ok
    ? paint.green('ok   ')
    : busy === true
      ? paint.yellow('BUSY ')
      : paint.red('WRONG');
  out.print(`${mark}  ${what}: ${found}`);
  if (!ok && busy !== true) out.print(`       ${place.file}:${place.line}:${place.column}`);
}
