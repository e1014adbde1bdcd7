import type { RigAction } from '@fobkit/protocol';
import { Option } from 'commander';
import { decimal, parseMillivolts, parsePercent } from '../../argument/number.ts';
import type { Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { addSimOption, type SimOption } from '../../sim/sim-options.ts';
import { tellRig } from '../../sim/tell-rig.ts';
import { rigOf } from '../../sim/choose-sim.ts';

const HELP = `
--clock-ppm is a further error of the crystal, beside the one that it has by
itself, its temperature and its age. --supply feeds the fob in place of its
cell, which rests; with --over it goes to that voltage steadily in as many
seconds, and off is the cell again.

Examples:
  $ fob sim set --temperature 60 --clock-ppm 42 --battery 5%
  $ fob sim set --temperature -10
  $ fob sim set --cell out
  $ fob sim set --supply 2.1V --over 10
  $ fob sim set --supply off`;

interface SetOptions extends SimOption {
  readonly temperature?: number;
  readonly clockPpm?: number;
  readonly battery?: number;
  readonly cell?: 'in' | 'out' | 'fresh';
  readonly supply?: number | 'off';
  readonly over?: number;
}

export const define: Define = (command, cli) => {
  addSimOption(command)
    .option('-t, --temperature <celsius>', 'temperature of its case, in °C', decimal(-40, 125))
    .option('--clock-ppm <ppm>', 'error of the crystal; positive is fast', decimal(-10_000, 10_000))
    .option('-b, --battery <percent>', 'charge left in the cell: 5%', parsePercent)
    .addOption(new Option('--cell <state>', 'the cell itself').choices(['in', 'out', 'fresh']))
    .option('--supply <volts>', 'a supply in place of the cell: 2.1V, 2100mV or off', supply)
    .option('--over <seconds>', 'how long the supply takes to that voltage', decimal(0, 86_400))
    .addHelpText('after', HELP)
    .action(async (options: SetOptions) => {
      const actions = actionsOf(options);
      if (actions.length === 0) {
        throw usage('say what to set: --temperature, --clock-ppm, --battery, --cell or --supply');
      }
      if (options.over !== undefined && typeof options.supply !== 'number') {
        throw usage('--over says how long --supply takes to a voltage');
      }
      const rig = await rigOf(options);
      for (const action of actions) await rig.act(action);
      tellRig(cli, options, await rig.status());
    });
};

/** The cell first: what is left in it is said of the one that is then in. */
function actionsOf(options: SetOptions): readonly RigAction[] {
  const { temperature, clockPpm, battery, cell } = options;
  const actions: RigAction[] = [];
  if (cell !== undefined) {
    const fresh = cell === 'fresh' ? { fresh: true } : {};
    actions.push({ action: 'cell', present: cell !== 'out', ...fresh });
  }
  if (battery !== undefined) actions.push({ action: 'battery', percent: battery });
  if (options.supply !== undefined) actions.push(supplyAction(options.supply, options.over));
  if (temperature !== undefined) actions.push({ action: 'temperature', celsius: temperature });
  if (clockPpm !== undefined) actions.push({ action: 'crystal', driftPpm: clockPpm });
  return actions;
}

function supply(text: string): number | 'off' {
  return text === 'off' ? text : parseMillivolts(text);
}

function supplyAction(millivolts: number | 'off', seconds: number | undefined): RigAction {
  if (millivolts === 'off') return { action: 'supply' };
  return { action: 'supply', millivolts, ...(seconds === undefined ? {} : { seconds }) };
}
