import {
  type Check,
  type CheckResult,
  conformanceChecks,
  conformJunitXml,
  type ConformReport,
  runConformance,
  sectionsOf,
  skippedText,
  type SubjectSource,
  summaryText,
  troubleText,
} from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import { profileOf } from '@fobkit/emulator';
import { wholeNumber } from '../../argument/number.ts';
import { deviceSource } from '../../bench/conform/device-source.ts';
import { seatSource } from '../../bench/conform/seat-source.ts';
import { refuseSkips, type SkipsOption } from '../../bench/refuse-skips.ts';
import { addJsonOption } from '../../device/device-options.ts';
import { addKeyOptions, type KeyOptions } from '../../device/transport-key.ts';
import { writeResult } from '../../input/write-file.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { ExitCode } from '../../program/exit-code.ts';
import { startProgress } from '../../terminal/progress.ts';
import { table } from '../../terminal/table.ts';

const HELP = `
Checks each numbered rule of docs/protocol that a host can see on a fob: one in
this process, or the one that --device names. A fob that is named keeps what is
loaded: checks that load, wipe, move the clock or cost attempts at the key are
SKIPPED, unless --destructive allows them. The fob is left blank then.

Exit status 0 when nothing failed, 1 on any FAIL, 2 on wrong use, 3 on INVALID
without FAIL, or on SKIPPED with --no-skips.

Examples:
  $ fob bench conform --profile generic
  $ fob bench conform --device serial:/dev/ttyACM0 --also hid:/dev/hidraw0
  $ fob bench conform --profile generic --only "hid-*" --json`;

const MAX_SEED = 0xffff_ffff;

interface ConformOptions extends JsonOption, KeyOptions, SkipsOption {
  readonly device?: string;
  readonly also?: string;
  readonly profile?: string;
  readonly seed: number;
  readonly only?: readonly string[];
  readonly destructive?: boolean;
  readonly junit?: string;
}

export const define: Define = (command, cli) => {
  command
    .option('-d, --device <url>', 'a fob: its device id, sim:, serial:, hid:, usb: or tcp:')
    .option('--also <url>', 'with --device: a second link to the same fob')
    .option(
      '-p, --profile <name>',
      'a new emulated fob of this type for each check; generic, if left out',
    )
    .option('--seed <n>', 'the dice of emulated fobs', wholeNumber(0, MAX_SEED), 1)
    .option('--only <name...>', 'run these checks alone; * is anything')
    .option('--destructive', 'allow checks that load and wipe the fob that is named')
    .option('--no-skips', 'end with 3 when any check was SKIPPED')
    .option('--junit <file>', 'write JUnit XML');
  addJsonOption(addKeyOptions(command))
    .addHelpText('after', HELP)
    .action((options: ConformOptions) => conform(cli, options));
};

async function conform(cli: Cli, options: ConformOptions): Promise<void> {
  const checks = checksOf(options.only);
  const source = await sourceOf(cli, options);
  const progress = startProgress(cli.out, checks.length);
  const report = await runConformance({
    source,
    checks,
    destructive: options.destructive === true,
    wall: nodeClock,
    signal: cli.signal,
    onCheck: ({ name, verdict }: CheckResult, done: number) => {
      progress.update(done, `${verdict} ${name}`);
    },
  }).finally(() => {
    progress.stop();
  });
  if (options.json === true) cli.out.json(report);
  else tell(cli, report);
  if (options.junit !== undefined) await writeResult(options.junit, conformJunitXml(report));
  if (report.verdict === 'FAIL') cli.endWith(ExitCode.Refused);
  if (report.verdict === 'INVALID') cli.endWith(ExitCode.Link);
  const verdicts = report.checks.map(({ verdict }) => verdict);
  refuseSkips(cli, options, { what: 'check', verdicts });
}

async function sourceOf(cli: Cli, options: ConformOptions): Promise<SubjectSource> {
  const { also, device, profile, seed } = options;
  if (device === undefined) {
    if (also !== undefined) throw usage('--also is a second link: --device is missing');
    return seatSource({ profile: profileOf(profile ?? 'generic'), seed });
  }
  if (profile !== undefined) throw usage('--device and --profile exclude each other');
  return deviceSource(cli, also === undefined ? [device] : [device, also], options);
}

/** @throws CliError for a name that is of no check. */
function checksOf(only: readonly string[] | undefined): readonly Check[] {
  if (only === undefined) return conformanceChecks;
  for (const name of only) {
    if (!conformanceChecks.some((check) => fits(name, check.name))) {
      throw usage(`--only ${name}: there is no such check`);
    }
  }
  return conformanceChecks.filter((check) => only.some((name) => fits(name, check.name)));
}

function fits(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

function tell({ out }: Cli, report: ConformReport): void {
  const { subject, checks } = report;
  const firmware = subject.model === '' ? '' : `: ${subject.model} ${subject.firmwareVersion}`;
  out.print(`${subject.name}${firmware}\n`);
  const rows = sectionsOf(report.rules).map((row) => [
    row.section,
    ...[row.passed, row.failed, row.invalid, row.skipped, row.notChecked].map((count) =>
      count === 0 ? '·' : String(count),
    ),
  ]);
  const head = ['SECTION', 'PASS', 'FAIL', 'INVALID', 'SKIPPED', 'NOT CHECKED'];
  out.print(table(out.paint, head, rows));
  for (const text of [skippedText(checks), troubleText(checks)]) {
    if (text !== '') out.print(`\n${text}`);
  }
  out.print(`\n${summaryText(report)}`);
}
