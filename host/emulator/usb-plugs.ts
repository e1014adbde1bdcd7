/**
 * Plugs at whose other end an operating system or a virtual machine makes a device of the fob:
 * until it has, no host opens them.
 */
const USB_PLUG = /^(?:usbip|usbredir|uhid):/;

/** Whether a plug's URL names a place for a fob's USB, and no link that a client opens. */
export function isUsbPlug(url: string): boolean {
  return USB_PLUG.test(url);
}

/** Where a USB/IP server exports a fob. */
export interface UsbipPlace {
  readonly host: string;
  readonly port: number;
  /** As `1-1`. */
  readonly busId: string;
}

/** Reads `usbip:HOST:PORT/BUSID`; undefined when it is another URL. */
export function parseUsbipUrl(url: string): UsbipPlace | undefined {
  const match = /^usbip:(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})\/(\d{1,5}-\d{1,5})$/.exec(url);
  const host = match?.[1] ?? match?.[2];
  const [, , , port = '', busId = ''] = match ?? [];
  return host === undefined ? undefined : { host, port: Number(port), busId };
}

/** The bus id among the URLs of a fob's plugs; undefined when it is on no USB/IP server. */
export function busIdAmong(urls: readonly string[]): string | undefined {
  for (const url of urls) {
    const place = parseUsbipUrl(url);
    if (place !== undefined) return place.busId;
  }
  return undefined;
}
