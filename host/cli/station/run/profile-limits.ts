import type { Lot, StationRunOptions } from '@fobkit/station';

/** What the fob type of a lot says of when a fob is too weak to be loaded. */
export async function limitsOf({
  profile: name,
}: Lot): Promise<NonNullable<StationRunOptions['limits']>> {
  const { profiles } = await import('@fobkit/emulator');
  const profile = profiles.find((one) => one.name === name);
  const low = profile?.product.lowBattery.map(({ belowPercent }) => belowPercent) ?? [];
  return low.length === 0 ? {} : { lowBatteryPercent: Math.max(...low) };
}
