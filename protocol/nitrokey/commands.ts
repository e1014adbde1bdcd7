/**
 * Payloads of requests and results of responses, as libnitrokey 3.7 (stick10_commands.h,
 * stick10_commands_0.8.h) and nitrokey-pro-firmware (report_protocol.c, hotp.h) have them. Numbers
 * are least significant byte first; passwords and names are filled up with zeros.
 */
import { fixedBytes, layout, type LayoutField, mapped, u32le, u8 } from '../usb/layout.ts';
import { NitrokeyCommandCode as Code } from './command-code.ts';
import { flag, NITROKEY_NAME_LENGTH, paddedBytes, u64le } from './fields.ts';

/** Length of a PIN and of a temporary password, in bytes. */
export const NITROKEY_PASSWORD_LENGTH = 25;
/** Longest secret of a slot, in bytes. */
export const NITROKEY_SECRET_LENGTH = 40;
/** Bytes of a name or secret that one SendOtpData carries. */
export const NITROKEY_CHUNK_LENGTH = 30;
/** OATH token identifier, 12 bytes, and a byte for the keyboard layout. */
export const NITROKEY_TOKEN_ID_LENGTH = 13;

export interface NitrokeyCommand<Request, Result> {
  readonly name: string;
  readonly code: number;
  readonly request: LayoutField<Request>;
  readonly result: LayoutField<Result>;
}

function command<Request, Result>(
  name: string,
  code: number,
  shape: { readonly request: LayoutField<Request>; readonly result: LayoutField<Result> },
): NitrokeyCommand<Request, Result> {
  return { name, code, ...shape };
}

const nothing = layout({});
const pin = paddedBytes(NITROKEY_PASSWORD_LENGTH);
/** Compared byte by byte with the one that the host chose: zeros count. */
const temporaryPassword = fixedBytes(NITROKEY_PASSWORD_LENGTH);
const slotName = paddedBytes(NITROKEY_NAME_LENGTH);
const tokenId = fixedBytes(NITROKEY_TOKEN_ID_LENGTH);

/** Slots whose codes are typed at a double press of a lock key, 0xFF for none; and the user PIN. */
const configuration = layout({
  numLock: u8,
  capsLock: u8,
  scrollLock: u8,
  /** 1: GetCode wants the temporary user password. */
  userPinForCodes: u8,
  unused: u8,
});

export interface NitrokeySlotConfig {
  readonly eightDigits: boolean;
  /** Enter is typed behind a code. */
  readonly sendEnter: boolean;
  /** The token id is typed before a code. */
  readonly sendTokenId: boolean;
}

const slotConfig: LayoutField<NitrokeySlotConfig> = mapped(u8, {
  read: (bits) => ({
    eightDigits: (bits & 1) !== 0,
    sendEnter: (bits & 2) !== 0,
    sendTokenId: (bits & 4) !== 0,
  }),
  write: ({ eightDigits, sendEnter, sendTokenId }) =>
    (eightDigits ? 1 : 0) | (sendEnter ? 2 : 0) | (sendTokenId ? 4 : 0),
});

const getStatus = command('GetStatus', Code.GetStatus, {
  request: nothing,
  result: layout({
    minorVersion: u8,
    majorVersion: u8,
    /** Number of the smart card; 0 from a Storage, which tells it elsewhere. */
    cardSerial: u32le,
    configuration,
  }),
});

const readSlotName = command('ReadSlotName', Code.ReadSlotName, {
  request: layout({ slot: u8 }),
  result: layout({ name: slotName }),
});

const readSlot = command('ReadSlot', Code.ReadSlot, {
  /** `format` 1 asks a Storage for a binary counter; a Pro has no other. */
  request: layout({ slot: u8, format: u8 }),
  result: layout({
    name: slotName,
    config: slotConfig,
    tokenId,
    /** HOTP: the counter of the next code; TOTP: the length of a step in seconds. */
    counterOrInterval: u64le,
  }),
});

const getCode = command('GetCode', Code.GetCode, {
  request: layout({
    slot: u8,
    /** Ignored. */
    challenge: u64le,
    /** Unix seconds, and the step: a Storage computes from these, a Pro by its own clock. */
    time: u64le,
    interval: u8,
    /** Of the user; zeros where no user PIN is wanted. */
    temporaryPassword,
  }),
  result: layout({ code: u32le, config: slotConfig, tokenId }),
});

const writeConfig = command('WriteConfig', Code.WriteConfig, {
  request: layout({ configuration, temporaryPassword }),
  result: nothing,
});

const eraseSlot = command('EraseSlot', Code.EraseSlot, {
  request: layout({ slot: u8, temporaryPassword }),
  result: nothing,
});

const authenticate = { request: layout({ pin, temporaryPassword }), result: nothing };

/** Proves the admin PIN and chooses the password that later commands carry until power goes. */
const firstAuthenticate = command('FirstAuthenticate', Code.FirstAuthenticate, authenticate);

/** As FirstAuthenticate, for the user PIN. */
const userAuthenticate = command('UserAuthenticate', Code.UserAuthenticate, authenticate);

const retries = { request: nothing, result: layout({ left: u8 }) };

const getAdminRetryCount = command('GetPasswordRetryCount', Code.GetAdminRetryCount, retries);

const getUserRetryCount = command('GetUserPasswordRetryCount', Code.GetUserRetryCount, retries);

const setTime = command('SetTime', Code.SetTime, {
  request: layout({
    /** Set it whatever the token has stored. */
    hard: flag,
    /** Unix seconds. */
    time: u64le,
  }),
  result: nothing,
});

/** The type byte of SendOtpData: `N` or `S`. */
export const NitrokeyOtpData = { Name: 0x4e, Secret: 0x53 } as const;

const sendOtpData = command('SendOtpData', Code.SendOtpData, {
  request: layout({
    temporaryPassword,
    type: u8,
    /** Which chunk of 30 bytes. */
    chunk: u8,
    data: fixedBytes(NITROKEY_CHUNK_LENGTH),
  }),
  /** Firmware answers with what it has gathered, a secret included. */
  result: nothing,
});

const writeToSlot = command('WriteToSlot', Code.WriteToSlot, {
  request: layout({
    temporaryPassword,
    slot: u8,
    counterOrInterval: u64le,
    config: slotConfig,
    tokenId,
  }),
  result: nothing,
});

const factoryReset = command('FactoryReset', Code.FactoryReset, {
  request: layout({ pin }),
  result: nothing,
});

const twoPins = { request: layout({ pin, newPin: pin }), result: nothing };

const changeUserPin = command('ChangeUserPin', Code.ChangeUserPin, twoPins);
const changeAdminPin = command('ChangeAdminPin', Code.ChangeAdminPin, twoPins);
/** `pin` is the admin's, `newPin` the user's. */
const unblockUserPin = command('UnblockUserPin', Code.UnblockUserPin, twoPins);

const lockDevice = command('LockDevice', Code.LockDevice, {
  request: nothing,
  result: nothing,
});

const verifyCode = command('VerifyCode', Code.VerifyCode, {
  request: layout({ code: u32le }),
  result: layout({
    right: flag,
    /** How many counters ahead it was found, 0 to 9. */
    ahead: u8,
  }),
});

const getRandom = command('GetRandom', Code.GetRandom, {
  request: layout({ length: u8 }),
  result: layout({ done: flag, length: u8, data: fixedBytes(51) }),
});

/** The commands of the protocol, as far as codes go. */
export const nitrokeyCommands = {
  getStatus,
  readSlotName,
  readSlot,
  getCode,
  writeConfig,
  eraseSlot,
  firstAuthenticate,
  userAuthenticate,
  getAdminRetryCount,
  getUserRetryCount,
  setTime,
  sendOtpData,
  writeToSlot,
  factoryReset,
  changeUserPin,
  changeAdminPin,
  unblockUserPin,
  lockDevice,
  verifyCode,
  getRandom,
} as const;
