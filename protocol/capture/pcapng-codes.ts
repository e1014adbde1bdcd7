/** Block types of pcapng (draft-ietf-opsawg-pcapng §11.1) that are written or understood. */
export const BlockType = {
  Interface: 1,
  /** Without time stamp or interface; read, never written. */
  SimplePacket: 3,
  EnhancedPacket: 6,
  /** The same four bytes in either byte order. */
  Section: 0x0a0d_0d0a,
} as const;

/** What a section header has in its own byte order (§4.1). */
export const BYTE_ORDER_MAGIC = 0x1a2b_3c4d;

/** Option codes (§3.5, §4.1, §4.2, §4.3): those below 2 are of any block. */
export const OptionCode = {
  End: 0,
  Comment: 1,
  SectionApplication: 4,
  InterfaceName: 2,
  InterfaceDescription: 3,
  InterfaceResolution: 9,
  /** Seconds to add to every time stamp of the interface. */
  InterfaceOffset: 14,
  PacketFlags: 2,
} as const;

/** Bits 0 and 1 of a packet's flags (§4.3.1). */
export const PacketFlow = { Inbound: 1, Outbound: 2 } as const;

/** Link types that fobkit writes or replays (https://www.tcpdump.org/linktypes.html). */
export const LinkType = {
  /** Packets of Linux' usbmon, with the 48-byte header of its text-free binary interface. */
  UsbLinux: 189,
  /** The same, with 64 bytes of header. */
  UsbLinuxMmapped: 220,
  /** A serial line, a piece of one direction each. */
  RtacSerial: 250,
} as const;

/** Which way bytes travel. */
export type CaptureDirection = 'to-fob' | 'to-host';

/** The smallest block: type, length, and the length again. */
export const MIN_BLOCK = 12;

/** Lengths above this are taken for damage, not for blocks: nothing real comes near. */
export const MAX_BLOCK = 0x0100_0000;

/** `length` with the padding to 32 bits that every block and option value has. */
export function padded(length: number): number {
  return length + ((4 - (length & 3)) & 3);
}
