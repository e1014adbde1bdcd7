import {
  type CodeRequest,
  type DeviceCode,
  hasCapability,
  requireCapability,
} from '@fobkit/client';
import { readPin } from '../input/pin-input.ts';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { formatUtc } from '../terminal/moment.ts';
import type { OtherDevice } from './other-device.ts';

export interface OtherCodeOptions {
  readonly challenge?: string;
  /** The user PIN of a token whose codes want it. */
  readonly pinFile?: string;
}

/** Reads a code of a token of another maker, or lets a person read one. */
export async function readOtherCode(
  cli: Cli,
  device: OtherDevice,
  { challenge, pinFile }: OtherCodeOptions,
): Promise<DeviceCode> {
  const { signal } = cli;
  if (pinFile !== undefined) {
    if (!hasCapability(device, 'unlock-codes')) {
      throw usage('--pin-file goes with a Nitrokey whose codes want the user PIN');
    }
    const pin = await readPin(cli, pinFile, 'the user PIN');
    try {
      await device.unlockCodes(pin, { signal });
    } finally {
      pin.wipe();
    }
  }
  const request: CodeRequest = { signal, ...(challenge === undefined ? {} : { challenge }) };
  return await requireCapability(device, 'read-code').readCode(request);
}

/** As `fob code` prints it: the code on standard output, the rest beside it. */
export async function tellOtherCode(
  cli: Cli,
  device: OtherDevice,
  reading: DeviceCode,
  json: boolean,
): Promise<void> {
  const { deviceId, model, serialLabel } = await device.info({ signal: cli.signal });
  const { code, mode, unixTime, stepSeconds, movingFactor, secondsLeft } = reading;
  if (json) {
    cli.out.json({
      deviceId: deviceId ?? null,
      serial: serialLabel ?? null,
      code,
      unixTime: unixTime ?? null,
      step: stepSeconds ?? null,
      mode: mode ?? null,
      counter: movingFactor ?? null,
      secondsLeft: secondsLeft ?? null,
    });
    return;
  }
  cli.out.print(code);
  const facts = [
    serialLabel ?? (deviceId === undefined ? model : `${model} ${deviceId}`),
    mode === 'hotp' && movingFactor !== undefined ? `counter ${String(movingFactor)}` : undefined,
    unixTime === undefined ? undefined : formatUtc(unixTime),
    secondsLeft === undefined ? undefined : `${String(secondsLeft)} s left`,
  ];
  cli.out.note(cli.out.paint.dim(facts.filter((fact) => fact !== undefined).join(', ')));
}
