import { requireCapability, type SlotLoad } from '@fobkit/client';
import { wholeNumber } from '../../argument/number.ts';
import { parseSlot } from '../../argument/slot.ts';
import { nameOf } from '../../device/other-device.ts';
import { addTokenOption, slotToJson, type TokenOption, withToken } from '../../device/slots.ts';
import { readPin } from '../../input/pin-input.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { refused, usage } from '../../program/cli-error.ts';
import {
  readSeed,
  seedFor,
  type SeedOptions,
  type SeedSource,
} from '../../provision/seed-source.ts';

const HELP = `
Seed and PIN come from files or on standard input, never as arguments. A slot
that is loaded is written over with --replace alone: what is in it is gone then.
A token makes codes of SHA-1 with 6 or 8 digits. A wrong PIN costs a try, and
the third in a row blocks it (fob info tells how many are left).

Examples:
  $ fob slots write totp0 --name bank --uri token.uri --pin-file admin.pin
  $ fob slots write hotp1 --name vpn --seed-file vpn.hex --pin-file admin.pin`;

interface WriteOptions extends TokenOption {
  readonly name: string;
  readonly pinFile: string;
  readonly uri?: string;
  readonly seedFile?: string;
  readonly generate?: boolean;
  readonly out?: string;
  readonly digits?: number;
  readonly step?: number;
  readonly counter?: number;
  readonly replace?: boolean;
}

export const define: Define = (command, cli) => {
  addTokenOption(command)
    .argument('<slot>', 'hotp0 to hotp2, totp0 to totp14', parseSlot)
    .requiredOption('--name <name>', 'what the slot is called, 15 bytes at most')
    .requiredOption('--pin-file <file>', 'the admin PIN, in a file; - for standard input')
    .option('--uri <file>', 'the otpauth: URI of the seed; - for standard input')
    .option('--seed-file <file>', 'the seed in hex or base32; - for standard input')
    .option('--generate', 'make a seed')
    .option('--out <file>', 'with --generate: where its otpauth: URI goes, readable by you alone')
    .option('--digits <n>', '6 or 8; else 6', wholeNumber(4, 10))
    .option('--step <seconds>', 'totp: else 30', wholeNumber(1, 65_535))
    .option('--counter <n>', 'hotp: the first counter', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--replace', 'write over what is in the slot')
    .addHelpText('after', HELP)
    .action(async (slot: string, options: WriteOptions) => {
      await run(cli, slot, options);
    });
};

async function run(cli: Cli, slot: string, options: WriteOptions): Promise<void> {
  const { signal } = cli;
  if (options.pinFile === '-' && (options.uri === '-' || options.seedFile === '-')) {
    throw usage('PIN and seed cannot both come on standard input; give one of them in a file');
  }
  const input = await readSeed(cli, seedOptions(slot, options));
  const pin = await readPin(cli, options.pinFile, 'the admin PIN');
  try {
    await withToken(cli, options, 'program-slots', async (device) => {
      const name = await nameOf(device, signal);
      const reads = requireCapability(device, 'slots');
      const before = await reads.readSlot(slot, { signal });
      if (options.replace !== true && before.loaded !== undefined) {
        throw refused('slot-loaded', `slot ${slot} of ${name} is loaded; --replace writes over it`);
      }
      const session = await device.openSlots(pin, { signal });
      const usual = { mode: modeOf(slot), algorithm: 'SHA1', digits: 6, stepSeconds: 30 } as const;
      const source = await seedFor(input, seedOptions(slot, options), usual);
      try {
        await session.writeSlot(loadOf(slot, options.name, source), { signal });
      } catch (error) {
        if (input.kind === 'generate') cli.out.note(`The seed is in ${input.out}: --uri takes it.`);
        throw error;
      } finally {
        source.seed.wipe();
      }
      const { deviceId = null, model } = await device.info({ signal });
      const after = slotToJson(await reads.readSlot(slot, { signal }));
      if (options.json === true) cli.out.json({ deviceId, model, ...after });
      else cli.out.print(`Slot ${slot} of ${name} is loaded: ${describeSource(source)}.`);
    });
  } finally {
    pin.wipe();
  }
}

function seedOptions(slot: string, options: WriteOptions): SeedOptions {
  const mode = options.uri === undefined ? { mode: modeOf(slot) } : {};
  return { ...options, ...mode, serial: options.name };
}

function modeOf(slot: string): 'hotp' | 'totp' {
  return slot.startsWith('hotp') ? 'hotp' : 'totp';
}

/** What the slot is to hold. @throws CliError when no slot of a Nitrokey holds the like. */
function loadOf(slot: string, name: string, source: SeedSource): SlotLoad {
  const { seed, mode, algorithm, digits, stepSeconds, t0, counter } = source;
  if (mode !== modeOf(slot)) throw usage(`${slot} is no slot for ${mode} codes`);
  if (algorithm !== 'SHA1') throw usage(`a Nitrokey makes codes of SHA1, not of ${algorithm}`);
  if (t0 !== 0) throw usage('a Nitrokey counts its steps from 1970, not from another t0');
  return { slot, name, seed, digits, ...(mode === 'hotp' ? { counter } : { stepSeconds }) };
}

function describeSource({ mode, digits, stepSeconds, counter }: SeedSource): string {
  const moving = mode === 'hotp' ? `counter ${String(counter)}` : `${String(stepSeconds)} s`;
  return `${mode.toUpperCase()} SHA1, ${String(digits)} digits, ${moving}`;
}
