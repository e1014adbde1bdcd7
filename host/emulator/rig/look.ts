import { faceSvg, type Fob, type LcdView, maskView, type Noted } from '@fobkit/firmware-sim';
import { type RigEvent, type RigLcd, toHex } from '@fobkit/protocol';
import type { Seen } from './seen.ts';

/** What is so of a fob, its inside too. */
export function seenOf(fob: Fob, plugged: boolean): Seen {
  const { battery, button, crystal, rtc, thermometer } = fob.parts;
  const { driftTicks, firmware } = fob;
  const { rail } = battery;
  return {
    buttonHeld: button.held,
    cell: {
      present: battery.present,
      percent: battery.cellPercent(),
      millivolts: battery.millivolts(),
    },
    ...(rail.connected ? { supplyMillivolts: rail.millivolts } : {}),
    drawnNanoamps: battery.drawnNa,
    toldPercent: battery.percent(),
    celsius: thermometer.caseDeciCelsius / 10,
    driftPpm: crystal.offsetPpb / 1000,
    ...(driftTicks === undefined ? {} : { driftTicks }),
    plugged,
    running: fob.running,
    worldTicks: fob.worldTicks,
    uptimeTicks: rtc.uptime(),
    resets: firmware?.core.memory.resets,
    presses: firmware?.core.memory.presses,
  };
}

/** What an eye takes from the LCD; no code of a production fob. */
export function lcdOf(fob: Fob): RigLcd {
  const { on, rows, bars, seconds } = visible(fob);
  return {
    deviceId: toHex(fob.identity.deviceId),
    on,
    rows,
    masked: fob.purpose === 'production',
    ...(bars === undefined ? {} : { bars }),
    ...(seconds === undefined ? {} : { seconds }),
  };
}

/** A picture of the front, SVG; no code of a production fob. */
export function pictureOf(fob: Fob): string {
  const { serialLabel } = fob;
  return faceSvg({
    face: fob.profile.face,
    view: visible(fob),
    side: 'front',
    model: fob.profile.product.model,
    deviceId: toHex(fob.identity.deviceId),
    buttonDown: fob.parts.button.isDown(),
    ...(serialLabel === undefined ? {} : { serialLabel }),
  });
}

/** An event as the rig tells it; no code of a production fob. */
export function eventOf(fob: Fob, noted: Noted): RigEvent {
  const deviceId = toHex(fob.identity.deviceId);
  if (noted.kind !== 'lcd' || fob.purpose !== 'production') return { deviceId, ...noted };
  return { deviceId, ...noted, text: '•'.repeat([...noted.text].length) };
}

function visible({ purpose, view }: Fob): LcdView {
  return purpose === 'production' ? maskView(view) : view;
}
