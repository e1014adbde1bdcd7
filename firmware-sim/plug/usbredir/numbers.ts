/** Packet types of the protocol, as far as they are sent or understood here. */
export const PacketType = {
  hello: 0,
  deviceConnect: 1,
  deviceDisconnect: 2,
  reset: 3,
  interfaceInfo: 4,
  endpointInfo: 5,
  setConfiguration: 6,
  getConfiguration: 7,
  configurationStatus: 8,
  setAlternate: 9,
  getAlternate: 10,
  alternateStatus: 11,
  startIso: 12,
  stopIso: 13,
  isoStatus: 14,
  startInterrupt: 15,
  stopInterrupt: 16,
  interruptStatus: 17,
  allocStreams: 18,
  freeStreams: 19,
  streamsStatus: 20,
  cancel: 21,
  filterReject: 22,
  filterRules: 23,
  disconnectAck: 24,
  startBulk: 25,
  stopBulk: 26,
  bulkStatus: 27,
  control: 100,
  bulk: 101,
  iso: 102,
  interrupt: 103,
} as const;

/** Bits of the first word of capabilities in a hello. */
export const Capability = {
  bulkStreams: 1 << 0,
  connectDeviceVersion: 1 << 1,
  filter: 1 << 2,
  disconnectAck: 1 << 3,
  endpointMaxPacketSize: 1 << 4,
  ids64: 1 << 5,
  bulkLength32: 1 << 6,
  bulkReceiving: 1 << 7,
} as const;

/** What this side can; QEMU's xHCI wants bits 4 to 6. */
export const OWN_CAPABILITIES =
  Capability.connectDeviceVersion |
  Capability.filter |
  Capability.disconnectAck |
  Capability.endpointMaxPacketSize |
  Capability.ids64 |
  Capability.bulkLength32;

/** The status byte of what the usb-host sends. */
export const RedirStatus = {
  success: 0,
  cancelled: 1,
  invalid: 2,
  ioError: 3,
  stall: 4,
  timeout: 5,
  babble: 6,
} as const;
