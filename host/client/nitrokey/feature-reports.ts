import { LinkLostError } from '../errors.ts';
import type { OpenOptions } from '../link.ts';

/** An open way to a device that is asked and answers by HID feature reports without an id. */
export interface FeatureReports {
  /** The bytes of one report. Rejects with `LinkLostError`. */
  send(report: Uint8Array): Promise<void>;
  /** The device's report: `length` bytes, or as many as it gave. Rejects with `LinkLostError`. */
  get(length: number): Promise<Uint8Array>;
  /** Closing what is closed does nothing. */
  close(): Promise<void>;
}

/** A host's way to one such device; nothing is open yet. */
export interface FeatureReportPort {
  /** `nitrokey:/dev/hidraw0` */
  readonly url: string;
  /** Rejects with a `TransportError`, or with the reason of the signal. */
  open(options?: OpenOptions): Promise<FeatureReports>;
}

/** What is used of node-hid's `HIDAsync`: the first byte of a report is its id, 0 for none. */
export interface HidFeatureReports {
  sendFeatureReport(data: number[]): Promise<number>;
  getFeatureReport(reportId: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Feature reports over an opened HID device, the report id put in front and taken off. */
export function featureReportsOf(url: string, hid: HidFeatureReports): FeatureReports {
  let closed = false;
  return {
    async send(report) {
      const data = [0, ...report];
      try {
        await hid.sendFeatureReport(data);
      } catch (cause) {
        throw new LinkLostError(url, undefined, { cause });
      } finally {
        data.fill(0);
      }
    },
    async get(length) {
      let data: Uint8Array;
      try {
        data = await hid.getFeatureReport(0, length + 1);
      } catch (cause) {
        throw new LinkLostError(url, undefined, { cause });
      }
      // Some systems leave the id out of reports that have none.
      return data.length > length ? data.subarray(1) : data;
    },
    async close() {
      if (closed) return;
      closed = true;
      await hid.close();
    },
  };
}
