/** Standard request codes: USB 2.0 table 9-4. */
export const UsbRequest = {
  GetStatus: 0,
  ClearFeature: 1,
  SetFeature: 3,
  SetAddress: 5,
  GetDescriptor: 6,
  SetDescriptor: 7,
  GetConfiguration: 8,
  SetConfiguration: 9,
  GetInterface: 10,
  SetInterface: 11,
  SynchFrame: 12,
} as const;

/**
 * Descriptor types: USB 2.0 table 9-5, the interface association of its ECN, the BOS of USB 3.2
 * table 9-6, HID 1.11 §7.1, and the class-specific ones of CDC 1.2 table 12.
 */
export const UsbDescriptorType = {
  Device: 1,
  Configuration: 2,
  String: 3,
  Interface: 4,
  Endpoint: 5,
  DeviceQualifier: 6,
  OtherSpeedConfiguration: 7,
  InterfacePower: 8,
  InterfaceAssociation: 11,
  Bos: 15,
  DeviceCapability: 16,
  Hid: 0x21,
  HidReport: 0x22,
  HidPhysical: 0x23,
  ClassInterface: 0x24,
  ClassEndpoint: 0x25,
} as const;

/** Feature selectors: USB 2.0 table 9-6. */
export const UsbFeature = { EndpointHalt: 0, DeviceRemoteWakeup: 1, TestMode: 2 } as const;

/** Class codes of devices and interfaces, as far as they are used here. */
export const UsbClass = {
  PerInterface: 0x00,
  Communications: 0x02,
  Hid: 0x03,
  CdcData: 0x0a,
  SmartCard: 0x0b,
  Miscellaneous: 0xef,
  ApplicationSpecific: 0xfe,
  Vendor: 0xff,
} as const;

/** Class requests of CDC-ACM: PSTN 1.2 table 13. */
export const CdcRequest = {
  SendEncapsulatedCommand: 0x00,
  GetEncapsulatedResponse: 0x01,
  SetLineCoding: 0x20,
  GetLineCoding: 0x21,
  SetControlLineState: 0x22,
  SendBreak: 0x23,
} as const;

/** Notifications on the interrupt endpoint of CDC-ACM: PSTN 1.2 table 30. */
export const CdcNotification = { NetworkConnection: 0x00, SerialState: 0x20 } as const;

/** Subtypes of the class-specific interface descriptors of CDC: CDC 1.2 table 13. */
export const CdcSubtype = { Header: 0, CallManagement: 1, Acm: 2, Union: 6 } as const;

/** Class requests of HID: HID 1.11 §7.2. */
export const HidRequest = {
  GetReport: 0x01,
  GetIdle: 0x02,
  GetProtocol: 0x03,
  SetReport: 0x09,
  SetIdle: 0x0a,
  SetProtocol: 0x0b,
} as const;

/** The high byte of wValue in GET_REPORT and SET_REPORT: HID 1.11 §7.2.1. */
export const HidReportType = { Input: 1, Output: 2, Feature: 3 } as const;

/** wIndex of the vendor request that WebUSB defines (WebUSB §4.2). */
export const WebUsbRequest = { GetUrl: 2 } as const;

/** wIndex of the vendor requests of Microsoft OS 2.0 descriptors (table 8 there). */
export const MsOs20Request = { DescriptorIndex: 7, SetAlternateEnumeration: 8 } as const;
