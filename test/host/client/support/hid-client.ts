import { getInfo, getStatus } from '@fobkit/protocol';
import { WireClient } from '../../../../host/client/wire/wire-client.ts';
import { HidScriptedFob } from './hid-scripted-fob.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { fobInfo, fobStatus, simulatedEnv } from './values.ts';

/** A client that talks over HID to a fob which answers GetInfo and GetStatus, in simulated time. */
export function hidClient(): {
  readonly clock: SimulatedClock;
  readonly fob: HidScriptedFob;
  readonly client: WireClient;
} {
  const clock = new SimulatedClock();
  const fob = new HidScriptedFob(clock);
  fob.script.on(getInfo, () => fobInfo()).on(getStatus, () => fobStatus());
  return { clock, fob, client: new WireClient(fob.link, simulatedEnv(clock)) };
}
