import { discover, type Found } from '@fobkit/client';
import { linkTo, nodeEnv, serialCandidates } from '@fobkit/client/node';
import { namesOf } from '../device/describe.ts';
import { addJsonOption } from '../device/device-options.ts';
import { simCandidates } from '../sim/sims.ts';
import type { Cli, Define, JsonOption } from '../program/cli.ts';
import { table } from '../terminal/table.ts';

const HELP = `
Emulated fobs and ports with fobkit's USB ids are asked who they are. A port of
somebody else is only named, since what is sent there could do harm; --all asks
those too, and the addresses given are asked in any case.

Examples:
  $ fob list
  $ fob list tcp:bench-3:4000
  $ fob list --all --json`;

interface ListOptions extends JsonOption {
  readonly all?: boolean;
}

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .argument('[url...]', 'addresses to ask too: serial:PATH, tcp:HOST:PORT')
    .option('--all', 'ask every serial port')
    .addHelpText('after', HELP)
    .action(async (named: readonly string[], options: ListOptions) => {
      const discovery = await discover(nodeEnv, {
        providers: [simCandidates(), serialCandidates()],
        named,
        probeAll: options.all === true,
        signal: cli.signal,
        linkTo,
      });
      for (const { provider, error } of discovery.faults) {
        const why = error instanceof Error ? error.message : String(error);
        cli.out.note(`fob: ${provider} ports could not be listed: ${why}`);
      }
      if (options.json === true) cli.out.json(discovery.found.map(toJson));
      else show(cli, discovery.found);
    });
};

function toJson(found: Found): Record<string, unknown> {
  const { url, description, ours } = found.candidate;
  const where = { url, description: description ?? null };
  if (found.kind === 'failed') {
    const { code, message } = found.error;
    return { ...where, kind: 'failed', error: { code, message } };
  }
  if (found.kind === 'not-probed') return { ...where, kind: 'not-asked', ours };
  const { info, labelShared } = found;
  const { model, lifecycle } = info;
  return { ...where, kind: 'fob', ...namesOf(info), model, lifecycle, labelShared };
}

function show(cli: Cli, found: readonly Found[]): void {
  const fobs = found.filter((one) => one.kind === 'fob');
  const failed = found.filter((one) => one.kind === 'failed');
  const others = found.filter((one) => one.kind === 'not-probed');
  if (fobs.length > 0) {
    const head = ['DEVICE ID', 'SERIAL LABEL', 'LIFECYCLE', 'MODEL', 'ADDRESS'];
    const rows = fobs.map(({ info, candidate, labelShared }) => {
      const { deviceId, serial } = namesOf(info);
      const label = `${serial ?? '-'}${labelShared ? ' (!)' : ''}`;
      return [deviceId, label, info.lifecycle, info.model, candidate.url];
    });
    cli.out.print(table(cli.out.paint, head, rows));
  } else cli.out.note('No fob is at hand. fob sim up starts one; fob doctor looks for the reason.');
  if (fobs.some(({ labelShared }) => labelShared)) {
    cli.out.note('(!) Two fobs have one serial label: one of them is mislabelled.');
  }
  for (const { error } of failed) cli.out.note(`fob: ${error.message}`);
  if (others.length > 0) {
    const urls = others.map(({ candidate }) => candidate.url).join(', ');
    cli.out.note(`Not asked, as they may be somebody else's: ${urls}`);
  }
}
