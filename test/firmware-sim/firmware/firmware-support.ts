import type { Fob, Profile } from '@fobkit/firmware-sim';
import { type FobInfo, type FobStatus, getInfo, getStatus, type SeedLoad } from '@fobkit/protocol';
import type { Product } from '../../../firmware-sim/firmware/product.ts';
import {
  type Answer,
  blankFob,
  loadedFob,
  profileNamed,
  RawHost,
  TICKS,
  TOTP_LOAD,
} from '../../support/raw-host.ts';

/** The reply; a refusal fails the test. */
export function replyOf<Reply>(answer: Answer<Reply>): Reply {
  if (answer.status !== 'ok') throw new Error(`status ${answer.status}`);
  return answer.reply;
}

export function infoOf(host: RawHost): FobInfo {
  return replyOf(host.call(getInfo, {}));
}

export function statusOf(host: RawHost, events = 0): FobStatus {
  return replyOf(host.call(getStatus, { events }));
}

/** Kinds of the last events, newest first. */
export function eventsOf(host: RawHost, count = 16): readonly string[] {
  return statusOf(host, count).events.map((event) => event.kind);
}

export function pass(fob: Fob, seconds: number): void {
  fob.advance(Math.round(seconds * TICKS));
}

/** A push of the button that the fob has taken note of when this returns. */
export function push(fob: Fob): void {
  fob.press();
  pass(fob, 0.3);
}

/** What a person reads on the LCD. */
export function seen(fob: Fob): string {
  return fob.parts.lcd.visibleText();
}

/** A fob type with another product. */
export function variant(name: string, change: Partial<Product>): Profile {
  const profile = profileNamed(name);
  return { ...profile, name: 'variant', product: { ...profile.product, ...change } };
}

export function productionLoad(load: SeedLoad = TOTP_LOAD): SeedLoad {
  return { ...load, purpose: 'production' };
}

/** Takes all power away and gives it back; hosts have to plug in again. */
export function powerCycle(fob: Fob): void {
  fob.unplug();
  fob.removeCell();
  fob.insertCell();
}

/** One way into each state of life. */
export const WAYS = {
  blank: () => new RawHost(blankFob()),
  ready: () => loadedFob(),
  'clock-lost': () => {
    const { fob } = loadedFob();
    powerCycle(fob);
    return new RawHost(fob);
  },
  expired: () => {
    const host = loadedFob('generic', { ...TOTP_LOAD, expiry: 1_750_000_010 });
    pass(host.fob, 11);
    return host;
  },
  dead: () => {
    const host = loadedFob();
    host.fob.setBattery(0);
    return host;
  },
} as const;
