import { type NitrokeyModel, nitrokeyModelOf, UsageError } from '@fobkit/protocol';
import { LinkNotFoundError } from '../errors.ts';
import {
  type FeatureReportPort,
  featureReportsOf,
  type HidFeatureReports,
} from '../nitrokey/feature-reports.ts';
import { bareSerial, formatNitrokeyUrl, type NitrokeyUrl } from '../nitrokey/nitrokey-url.ts';
import { hidOpenError } from './hid-errors.ts';
import type { HidDeviceInfo } from './hid-library.ts';

/** The part of node-hid that is used for tokens of other makers. */
export interface FeatureHidLibrary {
  readonly HIDAsync: { open(path: string): Promise<HidFeatureReports> };
  readonly devicesAsync: () => Promise<readonly HidDeviceInfo[]>;
}

/** A token that is plugged in; it was not asked anything. */
export interface NitrokeyPort {
  /** `nitrokey:/dev/hidraw0` */
  readonly url: string;
  readonly path: string;
  readonly model: NitrokeyModel;
  /** The number of its card as USB tells it, without zeros in front; absent when it does not. */
  readonly serial?: string;
}

/** The Nitrokeys of this machine, by USB ids. */
export async function nitrokeyPorts(library?: FeatureHidLibrary): Promise<readonly NitrokeyPort[]> {
  const { devicesAsync } = library ?? (await systemFeatureHid());
  return (await devicesAsync()).flatMap(portOf);
}

/**
 * The token that a URL names.
 *
 * Rejects with `LinkNotFoundError` when it is not there, `UsageError` when several could be meant.
 */
export async function findNitrokey(
  url: NitrokeyUrl,
  library?: FeatureHidLibrary,
): Promise<NitrokeyPort> {
  const ports = await nitrokeyPorts(library);
  const fitting = ports.filter(
    ({ path, serial }) =>
      (url.path === undefined || url.path === path) &&
      (url.serial === undefined || url.serial === serial),
  );
  const [only, ...others] = fitting;
  const named = formatNitrokeyUrl(url);
  if (only === undefined) {
    const there = ports.length === 0 ? 'No Nitrokey is plugged in.' : `There is: ${told(ports)}.`;
    throw new LinkNotFoundError(named, `no such Nitrokey. ${there}`);
  }
  if (others.length === 0) return only;
  throw new UsageError(`device ${named}: several Nitrokeys are there: ${told(fitting)}`);
}

/** The way to a token's feature reports. On Linux other programs may have it open too. */
export function nitrokeyPort(
  { url, path }: Pick<NitrokeyPort, 'url' | 'path'>,
  library?: FeatureHidLibrary,
): FeatureReportPort {
  return {
    url,
    async open({ signal } = {}) {
      signal?.throwIfAborted();
      const { HIDAsync } = library ?? (await systemFeatureHid());
      try {
        return featureReportsOf(url, await HIDAsync.open(path));
      } catch (cause) {
        throw hidOpenError(url, cause);
      }
    },
  };
}

/** node-hid, loaded only when it is asked for: it brings native code along. */
export async function systemFeatureHid(): Promise<FeatureHidLibrary> {
  const { HIDAsync, devicesAsync } = await import('node-hid');
  return { HIDAsync, devicesAsync };
}

function portOf(device: HidDeviceInfo): readonly NitrokeyPort[] {
  const { path, serialNumber = '' } = device;
  const model = nitrokeyModelOf(device.vendorId, device.productId);
  if (model === undefined || path === undefined || path === '') return [];
  const serial = /^[0-9a-f]+$/i.test(serialNumber) ? { serial: bareSerial(serialNumber) } : {};
  return [{ url: formatNitrokeyUrl({ path }), path, model, ...serial }];
}

function told(ports: readonly NitrokeyPort[]): string {
  return ports
    .map(({ url, serial }) => (serial === undefined ? url : `${url} (${serial})`))
    .join(', ');
}
