import { isDeviceId } from '../device-url.ts';

export interface UsbIdentity {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string;
}

/** An address at which a fob may be. */
export interface Candidate {
  readonly url: string;
  /** For people: the maker's or the product's name. */
  readonly description?: string;
  readonly usb?: UsbIdentity;
  /** Where it is known before anybody is asked; 16 lower-case hex digits. */
  readonly deviceId?: string;
  /** It is fobkit's by its USB ids or because it is emulated, so sending to it disturbs nobody. */
  readonly ours: boolean;
}

/** One kind of address: serial ports, HID devices, emulated fobs. */
export interface CandidateProvider {
  readonly name: string;
  candidates(signal?: AbortSignal): Promise<readonly Candidate[]>;
}

/** Providers that could not tell what is there. */
export interface ProviderFault {
  readonly provider: string;
  readonly error: unknown;
}

/** The device id of a fob by its iSerial (docs/protocol/08-usb.md). */
export function deviceIdOfSerial(serialNumber: string | undefined): string | undefined {
  if (serialNumber === undefined || !isDeviceId(serialNumber)) return undefined;
  return serialNumber.toLowerCase();
}

/** What the providers know, each address once. A provider that fails is told among the faults. */
export async function gather(
  providers: readonly CandidateProvider[],
  signal?: AbortSignal,
): Promise<{ readonly candidates: readonly Candidate[]; readonly faults: ProviderFault[] }> {
  const asked = await Promise.allSettled(
    providers.map(async (provider) => await provider.candidates(signal)),
  );
  signal?.throwIfAborted();
  const byUrl = new Map<string, Candidate>();
  const faults: ProviderFault[] = [];
  for (const [i, answer] of asked.entries()) {
    if (answer.status === 'fulfilled') {
      for (const candidate of answer.value) byUrl.set(candidate.url, candidate);
    } else faults.push({ provider: providers[i]?.name ?? '', error: answer.reason });
  }
  return { candidates: [...byUrl.values()], faults };
}

/** Several programs may use HID at once; a port has one user; the others come as they come. */
const PREFERENCE = ['hid:', 'webhid:', 'serial:', 'webserial:', 'usb:'];

/** In the order in which the links of one fob are tried. */
export function byPreference(candidates: readonly Candidate[]): readonly Candidate[] {
  const rank = ({ url }: Candidate): number => {
    const place = PREFERENCE.findIndex((kind) => url.startsWith(kind));
    return place < 0 ? PREFERENCE.length : place;
  };
  return candidates.toSorted((a, b) => rank(a) - rank(b));
}

/** Candidates of one device together, in the order of the first of each; those unknown alone. */
export function groupByDevice(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = candidate.deviceId ?? candidate.url;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [candidate]);
    else group.push(candidate);
  }
  return [...groups.values()].map(byPreference);
}
