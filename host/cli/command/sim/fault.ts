import type { FaultWords, SimFault, SimHandle } from '@fobkit/emulator/sims';
import type { Cli, Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { addSimOption, type SimOption } from '../../sim/sim-options.ts';
import { rigOf } from '../../sim/choose-sim.ts';
import { table } from '../../terminal/table.ts';

const HELP = `
Without words the armed faults are listed, with the evidence that they fired.
fob faults lists what can be armed.

Examples:
  $ fob sim fault lcd.segment 2d
  $ fob sim fault frame.drop to-host --on-nth frame:3
  $ fob sim fault rtc.jump -2h
  $ fob sim fault battery.leak 40 --when "temperature>50" --for 2h
  $ fob sim fault
  $ fob sim fault --clear all`;

interface FaultCommandOptions extends SimOption, Omit<FaultWords, 'words'> {
  readonly clear?: string;
}

export const define: Define = (command, cli) => {
  addSimOption(command)
    // -2h is a word of a fault and no option.
    .allowUnknownOption()
    .argument('[words...]', 'the kind of fault and its arguments: lcd.segment 2d')
    .option('--at <time>', 'begin then: after 30s, or at 2027-01-01T00:00:00Z')
    .option('--on-nth <event:n>', 'begin at the n-th event: frame:3')
    .option('--when <condition>', 'begin when it holds: battery<10, temperature>50')
    .option('--chance <event:p>', 'begin by chance at each event: press:0.1')
    .option('--seed <n>', 'of the chance')
    .option('--for <duration>', 'end after 2m, or after frame:3')
    .option('--clear <fault>', 'lift the fault of this id, or all')
    .addHelpText('after', HELP)
    .action(async (words: readonly string[], options: FaultCommandOptions) => {
      const { id, device, json, clear, ...when } = options;
      const unknown = words.find((word) => /^-(?!\.?\d)/.test(word));
      if (unknown !== undefined) throw usage(`unknown option '${unknown}'`);
      if (clear !== undefined && words.length > 0) {
        throw usage('--clear lifts faults; words arm one: not both');
      }
      if (words.length === 0 && Object.keys(when).length > 0) {
        throw usage('which fault? such as lcd.segment 2d; fob faults lists them');
      }
      const rig = await rigOf(options);
      if (clear !== undefined) tell(cli, json, await lift(rig, clear));
      else if (words.length === 0) tell(cli, json, await rig.faults());
      else {
        const armed = await rig.armFault({ words, ...when });
        if (json === true) cli.out.json(armed);
        else cli.out.print(`${armed.id}  ${armed.text}: ${armed.evidence}`);
      }
    });
};

/** Lifts one fault or all of them; gives those that are left. */
async function lift(rig: SimHandle, fault: string): Promise<readonly SimFault[]> {
  await rig.clearFaults(fault === 'all' ? undefined : fault);
  return await rig.faults();
}

function tell(cli: Cli, json: boolean | undefined, faults: readonly SimFault[]): void {
  if (json === true) cli.out.json(faults);
  else if (faults.length === 0) cli.out.note('No fault is armed.');
  else {
    const rows = faults.map(({ id, text, state, firedCount, evidence }) => [
      id,
      text,
      state,
      String(firedCount),
      evidence,
    ]);
    cli.out.print(table(cli.out.paint, ['ID', 'FAULT', 'STATE', 'FIRED', 'EVIDENCE'], rows));
  }
}
