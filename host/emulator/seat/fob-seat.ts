import {
  type ActionProof,
  type HostEnv,
  type Link,
  RigError,
  type RigCapability,
} from '@fobkit/client';
import { nodePrimitives } from '@fobkit/client/node';
import { Fob, lcdOf, type Profile } from '@fobkit/firmware-sim';
import { type RigAction, type RigLcd, toHex } from '@fobkit/protocol';
import { FobLink } from '../fob-link.ts';
import { doAction } from '../rig/do-action.ts';
import { SharedTime } from '../rig/fob-world.ts';
import { lackOf } from '../rig/lacking.ts';
import { proofOf } from '../rig/proof.ts';
import { seenOf } from '../rig/seen.ts';
import { seededBytes } from '../seeded-bytes.ts';
import { UsbSeat } from './usb-seat.ts';

export interface SeatOptions {
  readonly profile: Profile;
  /** Draws device id, batch key, crystal, bounce and the randomness of the host. */
  readonly seed: number;
  /** World time at which it begins, in ticks of 1/32768 s since 1970. */
  readonly worldTicks: number;
}

const NAME = 'seated';

/**
 * A new emulated fob in this process with every way there is to it: a link on each of its
 * functions, control transfers, and a hand. World time stands still until somebody waits.
 */
export class FobSeat {
  readonly kind = 'emulated';
  readonly fob: Fob;
  readonly env: HostEnv;
  readonly batchKey: Uint8Array;
  readonly usb: UsbSeat | undefined;
  readonly serial: Link;
  readonly hid: Link | undefined;
  readonly webusb: Link | undefined;
  readonly #time: SharedTime;
  readonly #pads: FobLink | undefined;

  private constructor(options: SeatOptions) {
    const { profile, seed, worldTicks } = options;
    const randomBytes = seededBytes(nodePrimitives, seed);
    const deviceId = randomBytes(8);
    this.batchKey = randomBytes(32);
    this.#time = new SharedTime(worldTicks);
    const { batchKey } = this;
    this.fob = new Fob({ profile, deviceId, batchKey, worldTicks, seed, crypto: nodePrimitives });
    this.#time.add(NAME, this.fob);
    this.env = { clock: this.#time.clock, randomBytes, primitives: nodePrimitives };
    const url = `sim:${toHex(deviceId)}`;
    if (profile.wire === 'usb') {
      this.usb = new UsbSeat(this.fob);
      this.serial = this.usb.link('serial', `${url} (serial port)`);
      this.hid = this.usb.link('hid', `${url} (HID)`);
      this.webusb = this.usb.link('webusb', `${url} (WebUSB)`);
    } else {
      this.#pads = new FobLink(this.fob);
      this.serial = this.#pads;
    }
  }

  /** A fob as it left the factory, plugged in. */
  static async take(options: SeatOptions): Promise<FobSeat> {
    const seat = new FobSeat(options);
    await seat.usb?.plugIn();
    return seat;
  }

  get plugged(): boolean {
    return this.usb?.plugged ?? this.#pads?.plugged ?? false;
  }

  lacks(capability: RigCapability): string | undefined {
    return lackOf(this.fob.profile, capability);
  }

  async act(action: RigAction): Promise<ActionProof> {
    const lack = this.lacks(action.action);
    if (lack !== undefined) throw new RigError('lacking', lack);
    if (action.action === 'unplug') this.usb?.pulled();
    const hand = {
      fob: this.fob,
      pass: (ticks: number): void => {
        this.#time.pass(ticks);
      },
      replug: (): void => {
        this.#pads?.replug();
      },
    };
    doAction(action, hand);
    if (action.action === 'replug') await this.usb?.plugIn();
    return proofOf(action, seenOf(this.fob, this.plugged));
  }

  async lcd(): Promise<RigLcd> {
    await Promise.resolve();
    return lcdOf(this.fob);
  }

  async close(): Promise<void> {
    this.usb?.close();
    await this.#pads?.close();
    this.#time.leave(NAME);
  }
}
