import { nitrokeyCommands as commands, NitrokeyOtpData } from '@fobkit/protocol';
import { ascii, NitrokeyRig, padded } from '../../../support/nitrokey-rig.ts';
import { SEED } from '../../../support/raw-host.ts';

export const admin = padded('temporary-admin', 25);
export const user = padded('temporary-user', 25);
export const none = new Uint8Array(25);
export const tokenId = new Uint8Array(13);
export const plain = { eightDigits: false, sendEnter: false, sendTokenId: false };
export const eight = { ...plain, eightDigits: true };

export function codeRequest(slot: number): Parameters<typeof commands.getCode.request.write>[1] {
  return { slot, challenge: 0, time: 0, interval: 0, temporaryPassword: none };
}

/** A rig whose host loads slots and reads codes, report by report. */
export class SlotRig extends NitrokeyRig {
  authenticate(pin = '12345678'): Promise<string> {
    const request = { pin: ascii(pin), temporaryPassword: admin };
    return this.statusOf(commands.firstAuthenticate, request);
  }

  /** Lets the token gather name and secret of the slot that is written next. */
  async gather(name: string, secret: Uint8Array): Promise<void> {
    const common = { temporaryPassword: admin };
    const { Name, Secret } = NitrokeyOtpData;
    await this.resultOf(commands.sendOtpData, {
      ...common,
      type: Name,
      chunk: 0,
      data: padded(name, 30),
    });
    for (let chunk = 0; chunk * 30 < secret.length; chunk++) {
      const data = new Uint8Array(30);
      data.set(secret.subarray(chunk * 30, chunk * 30 + 30));
      await this.resultOf(commands.sendOtpData, { ...common, type: Secret, chunk, data });
    }
  }

  write(slot: number, counterOrInterval: number, config = plain): Promise<string> {
    const request = { temporaryPassword: admin, slot, counterOrInterval, config, tokenId };
    return this.statusOf(commands.writeToSlot, request);
  }

  /** @throws Error when the slot is not written. */
  async load(slot: number, moving: number, config = plain, secret = SEED): Promise<void> {
    await this.authenticate();
    await this.gather('bank', secret);
    const status = await this.write(slot, moving, config);
    if (status !== 'ok') throw new Error(`the slot is not written: ${status}`);
  }

  async code(slot: number): Promise<number> {
    return (await this.resultOf(commands.getCode, codeRequest(slot))).code;
  }

  setTime(time: number, hard: boolean): Promise<string> {
    return this.statusOf(commands.setTime, { time, hard });
  }
}
