import type { RigFob } from '@fobkit/protocol';
import type { ControlledFob } from './controlled-fob.ts';

/** What the control channel tells of a fob. */
export function reportOfFob(target: ControlledFob): RigFob {
  const { fob, usb = [] } = target;
  const { battery, button, crystal, thermometer } = fob.parts;
  const { driftTicks, purpose, serialLabel } = fob;
  const lifecycle = fob.program?.lifecycle;
  const lacks = lacking(fob);
  return {
    deviceId: target.deviceId,
    profile: fob.profile.name,
    links: target.links,
    ...(usb.length === 0 ? {} : { usb }),
    plugged: target.plugged,
    running: fob.running,
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(serialLabel === undefined ? {} : { serialLabel }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(driftTicks === undefined ? {} : { driftTicks }),
    worldTicks: fob.worldTicks,
    ...(lacks.length === 0 ? {} : { lacks }),
    buttonHeld: button.held,
    cell: {
      present: battery.present,
      percent: battery.cellPercent(),
      millivolts: battery.millivolts(),
    },
    ...(battery.rail.connected
      ? {
          supplyMillivolts: battery.rail.millivolts,
          supplyPulseMicroamps: battery.rail.pulseMicroamps,
        }
      : {}),
    drawnNanoamps: battery.drawnNa,
    celsius: thermometer.caseDeciCelsius / 10,
    driftPpm: crystal.offsetPpb / 1000,
  };
}

function lacking({ profile: { parts } }: ControlledFob['fob']): ('button' | 'cell')[] {
  return [
    ...(parts.button === undefined ? (['button'] as const) : []),
    ...(parts.battery === undefined ? (['cell'] as const) : []),
  ];
}
