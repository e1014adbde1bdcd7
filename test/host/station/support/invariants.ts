import type { FobDevice } from '@fobkit/client';
import { Secret } from '@fobkit/protocol';
import { expect } from 'vitest';
import { lotParameters } from '../../../../host/station/unit/lot-parameters.ts';
import type { TestStation } from './station.ts';

/**
 * Every seed is on one fob or on none, as the registry says, and every done fob proves it.
 *
 * @param lostAfterwards Power failed when nobody looked any more: a clock may be lost.
 */
export async function expectSound(
  station: TestStation,
  told: string,
  lostAfterwards = false,
): Promise<void> {
  const { yard, registry } = station;
  for (const { fob, deviceId } of yard.fobs) {
    const label = fob.serialLabel;
    if (label === undefined) continue;
    const { unit } = registry.row(label);
    expect(unit.deviceId, `${told}: ${label} is on ${deviceId}`).toBe(deviceId);
    expect(unit.state, `${told}: ${label}`).not.toBe('unused');
  }
  const ids = registry.rows.flatMap(({ unit }) => unit.deviceId ?? []);
  expect(new Set(ids).size, `${told}: a chip has two units`).toBe(ids.length);
  for (const row of registry.rows) {
    if (row.unit.state !== 'done') continue;
    const holder = yard.fobs.find(({ deviceId }) => deviceId === row.unit.deviceId);
    if (holder === undefined || row.transportKey === undefined) throw new Error(told);
    holder.replug();
    const signal = new AbortController().signal;
    const device = (await holder.port.connect(signal)) as FobDevice;
    const info = await device.getInfo();
    if (!lostAfterwards) expect(info.lifecycle, told).toBe('ready');
    expect(info.keyGeneration, told).toBe(row.unit.keyGeneration);
    const session = await device.openChannel(new Secret(row.transportKey));
    const parameters = lotParameters(registry.lot, row.unit.serialLabel);
    expect(await session.keyCheck({ seed: row.seed, parameters }), told).toBe(true);
    await device.close();
  }
}
