import { type LinkKind, type Ports, PowerLoss } from '../firmware/env.ts';
import type { Identity } from './identity.ts';
import type { Parts } from './parts.ts';

/** What the wiring needs of the fob beside its parts. */
export interface WiringHooks {
  /** Whether the supply breaks down under a load now. */
  takeSag(): boolean;
  kindOf(link: number): LinkKind;
  send(link: number, bytes: Uint8Array): void;
  lcdChanged(): void;
}

/** Connects the ports of the firmware to the parts. */
export function wirePorts(parts: Parts, identity: Identity, hooks: WiringHooks): Ports {
  const { battery, button, crypto, flash, lcd, rng, rtc, thermometer } = parts;
  return {
    rtc,
    flash,
    button,
    thermometer,
    rng,
    crypto,
    deviceId: identity.deviceId,
    factoryKey: identity.factoryKey,
    factoryKeyId: identity.factoryKeyId,
    lcd: {
      positions: lcd.positions,
      show(frame) {
        lcd.show(frame);
        battery.switchLoad('display', true);
        hooks.lcdChanged();
      },
      off() {
        lcd.off();
        battery.switchLoad('display', false);
        hooks.lcdChanged();
      },
      test: () => lcd.test(),
    },
    battery: {
      percent: () => battery.percent(),
      flat: () => battery.flat,
      millivolts: () => battery.millivolts(),
      externalPower: () => battery.externalPower(),
      draw(microamps, milliseconds) {
        const { browned } = battery.drawPulse(microamps, milliseconds);
        if (browned || hooks.takeSag()) throw new PowerLoss();
      },
    },
    // The model's CPU runs in no time: only a hung one, which never gets here, starves the dog.
    watchdog: { kick: () => undefined },
    link: {
      kind: (link) => hooks.kindOf(link),
      send: (link, bytes) => {
        hooks.send(link, bytes);
      },
    },
  };
}
