import { Option } from 'commander';
import { wholeNumber } from '../../argument/number.ts';
import { writeResult } from '../../input/write-file.ts';
import type { RigFob } from '@fobkit/protocol';
import type { Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { facts } from '../../terminal/facts.ts';
import type { PictureOptions } from '@fobkit/emulator/sims';
import { addSimOption, type SimOption } from '../../sim/sim-options.ts';
import { rigToJson, tellRig } from '../../sim/tell-rig.ts';
import { rigOf } from '../../sim/choose-sim.ts';

const HELP = `
The code is in front, the serial label behind. Codes of a fob of purpose
production are masked.

Examples:
  $ fob sim show
  $ fob sim show --png fob.png --svg fob.svg
  $ fob sim show --side back --png back.png`;

interface ShowOptions extends SimOption {
  readonly text?: boolean;
  readonly png?: string;
  readonly svg?: string;
  readonly side: NonNullable<PictureOptions['side']>;
  readonly width: number;
}

export const define: Define = (command, cli) => {
  addSimOption(command)
    .option('--text', 'draw it in the terminal; so it is when no file is named')
    .option('--png <file>', 'write a PNG picture')
    .option('--svg <file>', 'write an SVG picture')
    .addOption(
      new Option('--side <side>', 'which side').choices(['front', 'back']).default('front'),
    )
    .option('--width <pixels>', 'of the PNG picture', wholeNumber(64, 4096), 640)
    .addHelpText('after', HELP)
    .action(async (options: ShowOptions) => {
      const { png, svg, side, width } = options;
      checkName(png, 'png');
      checkName(svg, 'svg');
      const rig = await rigOf(options);
      const written: string[] = [];
      if (png !== undefined) {
        await writeResult(png, await rig.png({ side, width }));
        written.push(png);
      }
      if (svg !== undefined) {
        await writeResult(svg, await rig.svg({ side }));
        written.push(svg);
      }
      const fob = await rig.status();
      if (options.json === true) {
        cli.out.json({ ...rigToJson(fob), lcd: (await rig.lcdText()).trimEnd(), written });
        return;
      }
      if (written.length === 0 || options.text === true) {
        if (side === 'back') cli.out.print(backOf(fob));
        else {
          cli.out.print((await rig.lcdText()).trimEnd());
          tellRig(cli, options, fob);
        }
      }
      for (const file of written) cli.out.print(`Written: ${file}`);
    });
};

/** What stands on its back. */
function backOf({ serialLabel, deviceId, profile }: RigFob): string {
  return facts([
    ['serial label', serialLabel ?? 'none: nothing is loaded'],
    ['device id', deviceId],
    ['fob type', profile],
  ]);
}

/** @throws CliError for a name that promises another format than is written. */
function checkName(file: string | undefined, format: 'png' | 'svg'): void {
  const ending = /\.(png|svg|jpe?g|gif|webp|bmp|tiff?|pdf)$/i.exec(file ?? '')?.[1];
  if (ending === undefined || ending.toLowerCase() === format) return;
  throw usage(
    `--${format} writes ${format.toUpperCase()}, no other format: name a .${format} file`,
  );
}
