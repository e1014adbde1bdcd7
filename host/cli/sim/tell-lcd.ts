import type { RigFob } from '@fobkit/protocol';
import type { Cli, JsonOption } from '../program/cli.ts';
import type { SimHandle } from '@fobkit/emulator/sims';
import { rigToJson } from './tell-rig.ts';

/** The LCD after something was done to the button; with --json the whole fob. */
export async function tellLcd(
  cli: Cli,
  options: JsonOption,
  rig: SimHandle,
  fob: RigFob,
): Promise<void> {
  if (options.json === true) cli.out.json(rigToJson(fob));
  else cli.out.print((await rig.lcdText()).trimEnd());
}
