import { type FobInfo, toHex } from '@fobkit/protocol';
import { FobDevice } from '../device/fob-device.ts';
import { FobError, type FobErrorCode } from '../errors.ts';
import type { HostEnv } from '../host-env.ts';
import type { Candidate } from './candidate.ts';
import type { DiscoverOptions, Found } from './found.ts';

const PROBE = { timeoutMs: 500, resends: 1 } as const;

type Answer =
  | { readonly candidate: Candidate; readonly info: FobInfo }
  | { readonly candidate: Candidate; readonly error: FobError };

/**
 * Asks on the links of what is one device by its serial number, until one answers; on those that
 * are named in any case. Links whose fob has another device id than USB told stand for themselves.
 */
export async function probeGroup(
  env: HostEnv,
  options: DiscoverOptions,
  group: readonly Candidate[],
): Promise<readonly Found[]> {
  const answers: Answer[] = [];
  const silent: Candidate[] = [];
  const unasked: Found[] = [];
  for (const candidate of group) {
    const named = options.named?.includes(candidate.url) === true;
    if (!candidate.ours && !named && options.probeAll !== true) {
      unasked.push({ kind: 'not-probed', candidate });
    } else if (!named && answers.some(agrees)) silent.push(candidate);
    else answers.push(await ask(env, options, candidate));
  }
  return [...sum(answers, silent), ...unasked];
}

/** Whether a fob answered, and is who USB says it is. */
function agrees(answer: Answer): boolean {
  const { candidate } = answer;
  return 'info' in answer && toHex(answer.info.deviceId) === candidate.deviceId;
}

function sum(answers: readonly Answer[], silent: readonly Candidate[]): readonly Found[] {
  const speaker = answers.find(agrees);
  const fobs: Found[] = answers.flatMap((answer) => {
    if (!('info' in answer)) return [];
    const { candidate, info } = answer;
    const links = answer === speaker ? [candidate, ...silent] : [candidate];
    return [{ kind: 'fob', candidate, links, info, labelShared: false, idShared: false }];
  });
  return [...fobs, ...failures(answers.filter((answer) => 'error' in answer))];
}

/** Most telling first. */
const TELLING: readonly FobErrorCode[] = ['busy', 'permission', 'protocol-version', 'bad-reply'];

/** One entry for the device, with the error that tells most. */
function failures(
  failed: readonly { readonly candidate: Candidate; readonly error: FobError }[],
): readonly Found[] {
  const rank = ({ error }: { readonly error: FobError }): number => {
    const place = TELLING.indexOf(error.code);
    return place < 0 ? TELLING.length : place;
  };
  const [first] = failed.toSorted((a, b) => rank(a) - rank(b));
  if (first === undefined) return [];
  const others = failed.filter((one) => one !== first).map(({ candidate }) => candidate);
  return [{ kind: 'failed', ...first, links: [first.candidate, ...others] }];
}

async function ask(env: HostEnv, options: DiscoverOptions, candidate: Candidate): Promise<Answer> {
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  try {
    const link = options.linkTo(candidate.url);
    const device = await FobDevice.connect(link, env, { ...PROBE, ...signal });
    try {
      return { candidate, info: await device.getInfo(signal) };
    } finally {
      await device.close();
    }
  } catch (error) {
    if (!(error instanceof FobError)) throw error;
    return { candidate, error };
  }
}
