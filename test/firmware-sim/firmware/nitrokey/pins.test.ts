import { nitrokeyCommands as commands } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { ascii } from '../../../support/nitrokey-rig.ts';
import { admin, codeRequest, SlotRig, user } from './slot-rig.ts';

let rig: SlotRig;

beforeEach(() => {
  rig = new SlotRig();
});

describe('PINs', () => {
  const tries = async (): Promise<readonly number[]> => [
    (await rig.resultOf(commands.getUserRetryCount, {})).left,
    (await rig.resultOf(commands.getAdminRetryCount, {})).left,
  ];

  it('have three tries; a right one gives them back', async () => {
    expect(await tries()).toEqual([3, 3]);
    expect(await rig.authenticate('00000000')).toBe('wrong-password');
    expect(await rig.authenticate('00000000')).toBe('wrong-password');
    expect(await tries()).toEqual([3, 1]);
    expect(await rig.authenticate()).toBe('ok');
    expect(await tries()).toEqual([3, 3]);
  });

  it('that were wrong three times are blocked, the right one too, without power as well', async () => {
    for (let n = 0; n < 3; n++) await rig.authenticate('00000000');
    await rig.replug();
    expect(await rig.authenticate()).toBe('wrong-password');
    expect(await tries()).toEqual([3, 0]);
  });

  it('of the user are unblocked by the admin', async () => {
    const wrong = { pin: ascii('000000'), temporaryPassword: user };
    for (let n = 0; n < 3; n++) await rig.ask(commands.userAuthenticate, wrong);
    const unblock = { pin: ascii('12345678'), newPin: ascii('654321') };
    expect(await rig.statusOf(commands.unblockUserPin, unblock)).toBe('ok');
    const right = { pin: ascii('654321'), temporaryPassword: user };
    expect(await rig.statusOf(commands.userAuthenticate, right)).toBe('ok');
  });

  it('are changed by who knows them, and are not too short', async () => {
    const change = { pin: ascii('123456'), newPin: ascii('12345') };
    expect(await rig.statusOf(commands.changeUserPin, change)).toBe('user-pin-not-changed');
    const good = { pin: ascii('123456'), newPin: ascii('secret') };
    expect(await rig.statusOf(commands.changeUserPin, good)).toBe('ok');
    expect(await rig.statusOf(commands.changeUserPin, good)).toBe('wrong-password');
    const short = { pin: ascii('12345678'), newPin: ascii('1234567') };
    expect(await rig.statusOf(commands.changeAdminPin, short)).toBe('admin-pin-not-changed');
  });

  it('that were proven are forgotten with power, and by a wrong one', async () => {
    await rig.authenticate();
    await rig.authenticate('00000000');
    const erase = { slot: 0x20, temporaryPassword: admin };
    expect(await rig.statusOf(commands.eraseSlot, erase)).toBe('not-authorized');
    await rig.authenticate();
    await rig.replug();
    expect(await rig.statusOf(commands.eraseSlot, erase)).toBe('not-authorized');
  });

  it('of the user guard codes where the configuration says so', async () => {
    await rig.load(0x10, 0);
    const configuration = {
      numLock: 255,
      capsLock: 255,
      scrollLock: 255,
      userPinForCodes: 1,
      unused: 0,
    };
    const config = { configuration, temporaryPassword: admin };
    expect(await rig.statusOf(commands.writeConfig, config)).toBe('ok');
    expect(await rig.statusOf(commands.getCode, codeRequest(0x10))).toBe('not-authorized');
    const proof = { pin: ascii('123456'), temporaryPassword: user };
    await rig.ask(commands.userAuthenticate, proof);
    const request = { ...codeRequest(0x10), temporaryPassword: user };
    expect(await rig.statusOf(commands.getCode, request)).toBe('ok');
  });
});
