import {
  decodeLayout,
  nitrokeyCommands as commands,
  NitrokeyOtpData,
  toHex,
} from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { ascii, padded } from '../../../support/nitrokey-rig.ts';
import { admin, codeRequest, none, SlotRig, user } from './slot-rig.ts';
import vectors from '../../../vectors/rfc4226.json' with { type: 'json' };
import { SEED } from '../../../support/raw-host.ts';

let rig: SlotRig;

beforeEach(() => {
  rig = new SlotRig();
});

describe('writing a slot', () => {
  it('without a PIN, or with another password, is not authorised', async () => {
    expect(await rig.write(0x20, 30)).toBe('not-authorized');
    await rig.authenticate();
    const data = padded('bank', 30);
    const request = { temporaryPassword: user, type: NitrokeyOtpData.Name, chunk: 0, data };
    expect(await rig.statusOf(commands.sendOtpData, request)).toBe('not-authorized');
  });

  it('with a password of zeros where none was agreed is not authorised', async () => {
    const data = padded('bank', 30);
    const request = { temporaryPassword: none, type: NitrokeyOtpData.Name, chunk: 0, data };
    expect(await rig.statusOf(commands.sendOtpData, request)).toBe('not-authorized');
  });

  it('without SendOtpData before is not authorised, and once only after it', async () => {
    await rig.authenticate();
    expect(await rig.write(0x20, 30)).toBe('not-authorized');
    await rig.gather('bank', SEED);
    expect(await rig.write(0x20, 30)).toBe('ok');
    expect(await rig.write(0x20, 30)).toBe('not-authorized');
  });

  it('without a name says so', async () => {
    await rig.authenticate();
    await rig.gather('', SEED);
    expect(await rig.write(0x20, 30)).toBe('no-name');
  });

  it.each([0x00, 0x0f, 0x14, 0x1f, 0x2f, 0x30, 0xff])('to slot %i is refused', async (slot) => {
    await rig.authenticate();
    await rig.gather('bank', SEED);
    expect(await rig.write(slot, 30)).toBe('wrong-slot');
  });

  it('is read back: name, digits, token id, step or counter, never the secret', async () => {
    await rig.authenticate();
    await rig.gather('fifteen letters', SEED);
    const request = {
      temporaryPassword: admin,
      slot: 0x21,
      counterOrInterval: 60,
      config: { eightDigits: true, sendEnter: true, sendTokenId: true },
      tokenId: padded('FBTT12345678', 13),
    };
    expect(await rig.statusOf(commands.writeToSlot, request)).toBe('ok');
    const { result } = await rig.ask(commands.readSlot, { slot: 0x21, format: 0 });
    expect(decodeLayout(commands.readSlot.result, result)).toEqual({
      name: ascii('fifteen letters'),
      config: request.config,
      tokenId: request.tokenId,
      counterOrInterval: 60,
    });
    expect(toHex(result)).not.toContain(toHex(SEED));
    const named = await rig.resultOf(commands.readSlotName, { slot: 0x21 });
    expect(named.name).toEqual(ascii('fifteen letters'));
  });

  it('tells back what it has gathered, the secret too: a fault of the real one', async () => {
    await rig.authenticate();
    const data = padded('12345678901234567890', 30);
    const request = { temporaryPassword: admin, type: NitrokeyOtpData.Secret, chunk: 0, data };
    const { result } = await rig.ask(commands.sendOtpData, request);
    expect(toHex(result)).toContain(toHex(SEED));
  });

  it('with a secret of zeros keeps the one before', async () => {
    await rig.load(0x10, 0);
    await rig.gather('renamed', new Uint8Array(40));
    expect(await rig.write(0x10, 0)).toBe('ok');
    expect(await rig.code(0x10)).toBe(Number(vectors.codes_by_counter[0]));
  });

  it('survives the loss of power', async () => {
    await rig.load(0x10, 3);
    await rig.replug();
    expect(await rig.code(0x10)).toBe(Number(vectors.codes_by_counter[3]));
  });
});

describe('a slot', () => {
  it('that is empty has no name, no content and no code', async () => {
    const request = { slot: 0x20, format: 0 };
    expect(await rig.statusOf(commands.readSlotName, request)).toBe('slot-not-programmed');
    expect(await rig.statusOf(commands.readSlot, request)).toBe('slot-not-programmed');
    expect(await rig.statusOf(commands.getCode, codeRequest(0x20))).toBe('slot-not-programmed');
  });

  it('that was erased is empty', async () => {
    await rig.load(0x10, 5);
    const erase = { slot: 0x10, temporaryPassword: none };
    expect(await rig.statusOf(commands.eraseSlot, erase)).toBe('not-authorized');
    expect(await rig.statusOf(commands.eraseSlot, { ...erase, temporaryPassword: admin })).toBe(
      'ok',
    );
    expect(await rig.statusOf(commands.getCode, codeRequest(0x10))).toBe('slot-not-programmed');
  });

  it('for verification tells no code, verifies ten ahead, and each once', async () => {
    await rig.load(0x13, 0);
    expect(await rig.statusOf(commands.getCode, codeRequest(0x13))).toBe('wrong-slot');
    const verify = (at: number): Promise<unknown> =>
      rig.resultOf(commands.verifyCode, { code: Number(vectors.codes_by_counter[at]) });
    expect(await verify(3)).toEqual({ right: true, ahead: 3 });
    expect(await verify(3)).toMatchObject({ right: false });
    expect(await verify(4)).toEqual({ right: true, ahead: 0 });
  });
});
