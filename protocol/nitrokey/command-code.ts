/**
 * First byte of a request (libnitrokey 3.7, command_id.h; nitrokey-pro-firmware, report_protocol.h).
 * Password safe, smart card and storage commands are left out.
 */
export const NitrokeyCommandCode = {
  GetStatus: 0x00,
  WriteToSlot: 0x01,
  ReadSlotName: 0x02,
  ReadSlot: 0x03,
  GetCode: 0x04,
  WriteConfig: 0x05,
  EraseSlot: 0x06,
  FirstAuthenticate: 0x07,
  /** Firmware before 0.8 only; later ones answer `unknown-command`. */
  Authorize: 0x08,
  GetAdminRetryCount: 0x09,
  SetTime: 0x0b,
  UserAuthenticate: 0x0e,
  GetUserRetryCount: 0x0f,
  /** Firmware before 0.8 only; later ones answer `unknown-command`. */
  UserAuthorize: 0x10,
  UnblockUserPin: 0x11,
  LockDevice: 0x12,
  FactoryReset: 0x13,
  ChangeUserPin: 0x14,
  ChangeAdminPin: 0x15,
  SendOtpData: 0x17,
  VerifyCode: 0x18,
  GetRandom: 0x1b,
} as const;
export type NitrokeyCommandCode = (typeof NitrokeyCommandCode)[keyof typeof NitrokeyCommandCode];
