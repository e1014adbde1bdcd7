import { NitrokeyDevice } from '@fobkit/client';
import type { Cli } from '../program/cli.ts';
import { type Fact, facts } from '../terminal/facts.ts';
import type { OtherDevice } from './other-device.ts';
import { slotToJson } from './slots.ts';

/** As `fob info` prints it. */
export async function tellOther(cli: Cli, device: OtherDevice, json: boolean): Promise<void> {
  const { deviceId, model, serialLabel } = await device.info({ signal: cli.signal });
  const capabilities = [...device.capabilities];
  const token = device instanceof NitrokeyDevice ? await tokenFacts(cli, device) : undefined;
  if (json) {
    const names = { deviceId: deviceId ?? null, serial: serialLabel ?? null, model };
    cli.out.json({ ...names, capabilities, ...token?.json });
    return;
  }
  cli.out.print(
    facts([
      ['model', model],
      ['card', deviceId],
      ['serial label', serialLabel],
      ...(token?.rows ?? []),
      ['can do', capabilities.join(', ')],
    ]),
  );
}

interface TokenFacts {
  readonly json: Readonly<Record<string, unknown>>;
  readonly rows: readonly Fact[];
}

async function tokenFacts(cli: Cli, device: NitrokeyDevice): Promise<TokenFacts> {
  const { signal } = cli;
  const { firmwareVersion, userPinForCodes } = await device.report({ signal });
  const tries = await device.tries({ signal });
  const slots = await device.listSlots({ signal });
  const loaded = slots.filter((slot) => slot.loaded !== undefined);
  return {
    json: { firmwareVersion, userPinForCodes, tries, slots: slots.map(slotToJson) },
    rows: [
      ['firmware', firmwareVersion],
      ['PIN tries', `${String(tries.user)} of the user, ${String(tries.admin)} of the admin`],
      ['codes want', userPinForCodes ? 'the user PIN' : 'no PIN'],
      ['slots', `${String(loaded.length)} of ${String(slots.length)} are loaded`],
    ],
  };
}
