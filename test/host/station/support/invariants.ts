import { expect } from 'vitest';
import type { Books } from './books.ts';
import type { Yard } from './yard.ts';

/**
 * Every seed is on one fob or on none, as the registry says, and every done fob proves it.
 *
 * @param lostAfterwards Power failed when nobody looked any more: a clock may be lost.
 */
export async function expectSound(
  yard: Yard,
  books: Books,
  { told, lostAfterwards = false }: { readonly told: string; readonly lostAfterwards?: boolean },
): Promise<void> {
  const units = await books.units();
  for (const { fob, deviceId } of yard.fobs) {
    const label = fob.serialLabel;
    if (label === undefined) continue;
    const unit = units.find(({ serialLabel }) => serialLabel === label);
    expect(unit?.deviceId, `${told}: ${label} is on ${deviceId}`).toBe(deviceId);
    expect(unit?.state, `${told}: ${label}`).not.toBe('unused');
  }
  const ids = units.flatMap(({ deviceId }) => deviceId ?? []);
  expect(new Set(ids).size, `${told}: a chip has two units`).toBe(ids.length);
  for (const unit of units) {
    if (unit.state !== 'done') continue;
    const holder = yard.fobs.find(({ deviceId }) => deviceId === unit.deviceId);
    const secrets = await books.secretsOf(unit.deviceId ?? '');
    if (holder === undefined || secrets === undefined) throw new Error(`${told}: no fob, no key`);
    holder.replug();
    const device = await holder.port.connect(new AbortController().signal);
    const info = await device.getInfo();
    if (!lostAfterwards) expect(info.lifecycle, told).toBe('ready');
    expect(info.keyGeneration, told).toBe(unit.keyGeneration);
    const session = await device.openChannel(secrets.transportKey);
    expect(await session.keyCheck(secrets), told).toBe(true);
    await device.close();
  }
}
