export * from './bytes/base32.ts';
export * from './bytes/copy.ts';
export * from './bytes/crc32.ts';
export * from './bytes/equal.ts';
export * from './bytes/errors.ts';
export * from './bytes/hex.ts';
export * from './bytes/reader.ts';
export * from './bytes/utf8.ts';
export * from './bytes/writer.ts';
export * from './capture/capture-error.ts';
export * from './capture/capture-writer.ts';
export * from './capture/descriptor-transfers.ts';
export { MASK } from './capture/mask-message.ts';
export type { TornEnd } from './capture/pcapng-blocks.ts';
export { type CaptureDirection, LinkType } from './capture/pcapng-codes.ts';
export * from './capture/pcapng-reader.ts';
export * from './capture/pcapng-writer.ts';
export {
  type LinkEnd,
  type LinkRecorder,
  MASKED_COMMENT,
  type PacketSink,
} from './capture/recorder.ts';
export * from './capture/redactor.ts';
export * from './capture/serial-packet.ts';
export * from './capture/serial-recorder.ts';
export * from './capture/urb-recorder.ts';
export * from './capture/usb-link-recorder.ts';
export * from './capture/usbmon-packet.ts';
export * from './channel/attempt-delay.ts';
export * from './channel/cipher-state.ts';
export type * from './channel/handshake.ts';
export * from './channel/hkdf.ts';
export * from './channel/key-check.ts';
export * from './channel/noise-nnpsk0.ts';
export type * from './channel/primitives.ts';
export * from './channel/prologue.ts';
export * from './channel/transport-key.ts';
export * from './command/catalogue.ts';
export * from './command/command.ts';
export * from './command/get-info.ts';
export * from './command/get-status.ts';
export * from './command/key-check.ts';
export * from './command/load-seed.ts';
export * from './command/message-spans.ts';
export * from './command/open-channel.ts';
export * from './command/otp-fields.ts';
export * from './command/protocol-cddl.ts';
export * from './command/read-code.ts';
export * from './command/read-display.ts';
export * from './command/rotate-transport-key.ts';
export * from './command/sealed.ts';
export * from './command/self-test.ts';
export * from './command/set-clock.ts';
export * from './command/trim-clock.ts';
export * from './command/wink.ts';
export * from './command/wipe.ts';
export * from './framing/cobs.ts';
export * from './framing/hid-assembly.ts';
export * from './framing/hid-device.ts';
export * from './framing/hid-host.ts';
export * from './framing/hid-init.ts';
export * from './framing/hid-report.ts';
export * from './framing/limits.ts';
export * from './framing/serial-frame.ts';
export * from './framing/serial-parser.ts';
export * from './message/cddl.ts';
export * from './message/envelope.ts';
export * from './message/message.ts';
export type * from './message/field-type.ts';
export * from './message/spans.ts';
export * from './message/status.ts';
export * from './message/ticks.ts';
export * from './message/types.ts';
export * from './nitrokey/command-code.ts';
export * from './nitrokey/commands.ts';
export {
  decodeLayout,
  encodeLayout,
  NITROKEY_NAME_LENGTH,
  nitrokeyNameBytes,
  nitrokeyNameText,
  tryDecodeLayout,
} from './nitrokey/fields.ts';
export * from './nitrokey/report.ts';
export * from './nitrokey/slot.ts';
export * from './nitrokey/status.ts';
export * from './nitrokey/stm32-crc.ts';
export * from './nitrokey/usb-description.ts';
export * from './nitrokey/usb-ids.ts';
export * from './oath/batch/batch-engine.ts';
export type { BatchKeys, KeyIndices, VerifyWindows } from './oath/batch/batch-keys.ts';
export { type BatchModule, batchModule, isBatchModule } from './oath/batch/engine-wasm.ts';
export { NOT_FOUND } from './oath/batch/kernel.ts';
export * from './oath/code-engine.ts';
export * from './oath/hash-function.ts';
export * from './oath/hmac.ts';
export * from './oath/ocra-suite.ts';
export * from './oath/ocra.ts';
export * from './oath/otpauth.ts';
export * from './oath/parameters.ts';
export * from './oath/secret.ts';
export * from './oath/sha1.ts';
export * from './oath/sha256.ts';
export * from './oath/sha512.ts';
export type * from './rig/action.ts';
export * from './rig/view.ts';
export * from './usb/answer.ts';
export * from './usb/bcd.ts';
export * from './usb/bos.ts';
export * from './usb/class-descriptors.ts';
export * from './usb/codes.ts';
export * from './usb/configuration.ts';
export * from './usb/description.ts';
export type { Extra, RawDescriptor } from './usb/descriptor.ts';
export * from './usb/device-descriptor.ts';
export * from './usb/fob-hid-report.ts';
export * from './usb/fob-usb.ts';
export * from './usb/hid-items.ts';
export * from './usb/hid-report.ts';
export * from './usb/ids.ts';
export type {
  EndpointDescriptor,
  InterfaceAssociation,
  TransferType,
  UsbConfiguration,
  UsbFunction,
  UsbInterface,
} from './usb/interface-descriptors.ts';
export * from './usb/ms-os-20-features.ts';
export * from './usb/ms-os-20.ts';
export * from './usb/setup.ts';
export * from './usb/strings.ts';
export * from './usb/web-usb.ts';
