import { provision, type ProvisionReport } from '@fobkit/client';
import { type LoadedParameters, type Purpose, toHex } from '@fobkit/protocol';
import { type Command, Option } from 'commander';
import { parseMoment } from '../argument/moment.ts';
import { wholeNumber } from '../argument/number.ts';
import { withFob } from '../device/connect.ts';
import { describeParameters, parametersToJson } from '../device/describe.ts';
import { addDeviceOption, addJsonOption, type DeviceOption } from '../device/device-options.ts';
import { referenceFor } from '../device/reference.ts';
import { addKeyOptions, type KeyOptions, transportKey } from '../device/transport-key.ts';
import type { Cli, Define } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { newTransportKey } from '../provision/rotation.ts';
import { withoutOrphan } from '../provision/orphan.ts';
import { readSeed, seedFor, type SeedOptions, type SeedSource } from '../provision/seed-source.ts';
import { checkLabel, shippedProfileOf, usualOf } from '../provision/usual.ts';
import { startSteps } from '../provision/step-progress.ts';

const HELP = `
The seed comes on standard input or from a file, never as an argument. It goes
to the fob inside the sealed channel, is proved there by a key check, and never
comes back. A run that was cut off is finished by repeating it with the same
seed; after --generate that is --uri FILE. What is not said of the codes is what
the fob does, or what its type usually gets (fob profiles NAME --json: preset).

Examples:
  $ fob provision --serial SKTH00000017 --purpose test --uri token.uri
  $ fob provision --serial SKTH00000018 --purpose production \\
      --generate --out 18.uri
  $ fob provision --serial SKTH00000019 --purpose test --seed-file 19.hex \\
      --algorithm SHA256 --digits 8 --step 60`;

interface ProvisionOptions extends DeviceOption, KeyOptions, SeedOptions {
  readonly purpose: Purpose;
  readonly expiry?: number;
  readonly at?: number;
  readonly rotateKeyFile?: string;
}

export const define: Define = (command, cli) => {
  addDeviceOption(command)
    .requiredOption('--serial <label>', 'the serial label: the number on its back')
    .addOption(
      new Option('--purpose <purpose>', 'fixed until it is wiped')
        .choices(['test', 'production'])
        .makeOptionMandatory(),
    )
    .option('--uri <file>', 'the otpauth: URI of the seed; - for standard input')
    .option('--seed-file <file>', 'the seed in hex or base32; - for standard input')
    .option('--generate', 'make a seed')
    .option('--out <file>', 'with --generate: where its otpauth: URI goes, readable by you alone')
    .addOption(new Option('--seed [seed]').hideHelp().preset('').argParser(refuseSeed));
  addCodeOptions(command);
  addJsonOption(addKeyOptions(command))
    .option('--expiry <time>', 'the fob is expired after this time', parseMoment)
    .option('--at <time>', 'set its clock to this time instead of world time', parseMoment)
    .option(
      '--rotate-key-file <file>',
      'replace its transport key; the new one is written there first',
    )
    .addHelpText('after', HELP)
    .action(async (options: ProvisionOptions) => {
      await run(cli, options);
    });
};

/** @throws CliError always: everybody who lists the processes sees arguments. */
function refuseSeed(): never {
  throw usage(
    'a seed is never an argument, where everybody who lists the processes sees it: ' +
      'give it with --seed-file FILE or --uri -',
  );
}

/** What an otpauth: URI says by itself. */
function addCodeOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--mode <mode>', 'what the fob does; else totp').choices(['totp', 'hotp', 'ocra']),
    )
    .addOption(
      new Option('--algorithm <hash>', 'usual for the fob; else SHA1').choices([
        'SHA1',
        'SHA256',
        'SHA512',
      ]),
    )
    .option('--digits <n>', 'usual for the fob; else 6', wholeNumber(4, 10))
    .option('--step <seconds>', 'usual for the fob; else 30', wholeNumber(1, 3600))
    .option('--t0 <time>', 'when counting starts; 1970 if left out', parseMoment)
    .option('--counter <n>', 'hotp: the first counter', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--suite <suite>', 'ocra: such as OCRA-1:HOTP-SHA1-6:QN08');
}

async function run(cli: Cli, options: ProvisionOptions): Promise<void> {
  const input = await readSeed(cli, options);
  const { rotateKeyFile } = options;
  const rotateTo =
    rotateKeyFile === undefined ? {} : { rotateTo: await newTransportKey(cli, rotateKeyFile) };
  await withFob(cli, options, async (fob) => {
    const info = await fob.getInfo({ signal: cli.signal });
    const profile = await shippedProfileOf(info);
    if (profile !== undefined) checkLabel(options.serial, profile);
    const reference = await referenceFor(toHex(fob.deviceId), options.at);
    const source = await seedFor(input, options, usualOf(info, profile));
    const steps = startSteps(cli.out, options.json === true);
    try {
      const report = await provision(
        fob,
        {
          seed: source.seed,
          parameters: parametersOf(options, source),
          transportKey: (info) =>
            // A run that was cut off after the rotation left the new key behind.
            info.keyGeneration > 0 &&
            options.keyFile === undefined &&
            rotateTo.rotateTo !== undefined
              ? rotateTo.rotateTo
              : transportKey(cli, options, info),
          ...rotateTo,
        },
        { clock: reference, signal: cli.signal, onStep: steps.enter },
      );
      if (options.json === true) cli.out.json(toJson(report));
      else cli.out.print(describe(report));
    } catch (error) {
      throw input.kind === 'generate' ? await withoutOrphan(input.out, options, error) : error;
    } finally {
      steps.stop();
      source.seed.wipe();
    }
  });
}

function parametersOf(options: ProvisionOptions, source: SeedSource): LoadedParameters {
  const { mode, algorithm, digits } = source;
  return {
    mode,
    algorithm,
    digits,
    serialLabel: options.serial,
    purpose: options.purpose,
    ...(mode === 'totp' ? { stepSeconds: source.stepSeconds } : {}),
    ...(mode === 'totp' && source.t0 !== 0 ? { t0: source.t0 } : {}),
    ...(mode === 'hotp' ? { counter: source.counter } : {}),
    ...(options.expiry === undefined ? {} : { expiry: options.expiry }),
    ...(options.suite === undefined ? {} : { suite: options.suite }),
  };
}

function toJson(report: ProvisionReport): Record<string, unknown> {
  return {
    deviceId: toHex(report.deviceId),
    model: report.model,
    ...parametersToJson(report.parameters),
    resumed: report.resumed,
    keyGeneration: report.keyGeneration,
    lifecycle: report.status.lifecycle,
    batteryPercent: report.status.batteryPercent,
  };
}

function describe(report: ProvisionReport): string {
  const { parameters, resumed } = report;
  const done = resumed ? 'was loaded already and is proved' : 'is loaded and proved';
  const what = `${parameters.purpose}, ${describeParameters(parameters)}`;
  return `Fob ${parameters.serialLabel} (${toHex(report.deviceId)}) ${done}: ${what}.`;
}
