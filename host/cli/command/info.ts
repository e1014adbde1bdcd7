import { type FobInfo, toHex } from '@fobkit/protocol';
import { withFob } from '../device/connect.ts';
import {
  describeExpiry,
  describeParameters,
  namesOf,
  parametersToJson,
} from '../device/describe.ts';
import {
  addAnyDeviceOption,
  addJsonOption,
  type DeviceOption,
  deviceUrlOf,
} from '../device/device-options.ts';
import { isOtherUrl, withOther } from '../device/other-device.ts';
import { tellOther } from '../device/other-info.ts';
import type { Define } from '../program/cli.ts';
import { facts } from '../terminal/facts.ts';

const HELP = `
Examples:
  $ fob info
  $ fob info --device serial:/dev/ttyACM0 --json
  $ fob info --device nitrokey:5f11`;

export const define: Define = (command, cli) => {
  addJsonOption(addAnyDeviceOption(command))
    .addHelpText('after', HELP)
    .action(async (options: DeviceOption) => {
      const url = deviceUrlOf(options);
      if (isOtherUrl(url)) {
        await withOther(cli, url, (device) => tellOther(cli, device, options.json === true));
        return;
      }
      await withFob(cli, options, async (fob) => {
        const info = await fob.getInfo({ signal: cli.signal });
        if (options.json === true) cli.out.json(toJson(info));
        else cli.out.print(describe(info));
      });
    });
};

function toJson(info: FobInfo): Record<string, unknown> {
  const { features, loaded } = info;
  return {
    ...namesOf(info),
    model: info.model,
    firmwareVersion: info.firmwareVersion,
    protocolVersion: info.protocolVersion,
    lifecycle: info.lifecycle,
    keyGeneration: info.keyGeneration,
    batchKeyId: toHex(info.batchKeyId),
    features: { ...features, steps: features.steps ?? null },
    loaded: loaded === undefined ? null : parametersToJson(loaded),
  };
}

function describe(info: FobInfo): string {
  const { features, loaded } = info;
  const digits = [...new Set([features.minDigits, features.maxDigits])].join(' to ');
  const steps = features.steps?.map((step) => `${String(step)} s`).join(', ') ?? 'any';
  return facts([
    ['device id', toHex(info.deviceId)],
    ['serial label', loaded?.serialLabel ?? 'none: nothing is loaded'],
    ['model', `${info.model}, firmware ${info.firmwareVersion}`],
    ['lifecycle', info.lifecycle],
    ['purpose', loaded?.purpose],
    ['codes', loaded === undefined ? undefined : describeParameters(loaded)],
    ['expires', describeExpiry(loaded?.expiry)],
    ['can do', `${features.modes.join(', ')}; ${features.algorithms.join(', ')}; ${digits} digits`],
    ['time steps', features.modes.includes('totp') ? steps : undefined],
    ['transport key', keyText(info)],
    ['protocol', `version ${String(info.protocolVersion)}`],
  ]);
}

function keyText({ keyGeneration, batchKeyId }: FobInfo): string {
  const batch = `batch ${toHex(batchKeyId)}`;
  return keyGeneration === 0
    ? `the factory's, ${batch}`
    : `generation ${String(keyGeneration)}, ${batch}`;
}
