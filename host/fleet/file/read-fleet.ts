import type { FleetSpec } from '@fobkit/emulator/fleet';
import {
  type FileFault,
  inOrder,
  parsePositionedYaml,
  type PositionedYaml,
  suggestion,
} from '@fobkit/store/yaml';
import type { FleetPlan } from '../fleet-plan.ts';
import { serialsFrom } from '../serials.ts';
import { codeFaults } from './code-faults.ts';
import { FleetFileError } from './fleet-file-error.ts';
import { nonsenseOf, type PathFault } from './fleet-nonsense.ts';
import type { FleetData, FleetWords } from './fleet-schema.ts';
import { shapeOf } from './fleet-shape.ts';
import { policyFaults } from './policy-faults.ts';
import { specOf } from './spec-of.ts';
import { faultsOfSpec } from './spec-places.ts';
import { type PolicyFault, variantFaults } from './variant-faults.ts';
import { MOST_VARIANTS, type PlacedVariant, variantsOf } from './variants.ts';

/** What a fleet file names and others know. */
export interface FleetFileEnv {
  /** The fob type of that name, if there is one. */
  readonly profileOf: (name: string) => FleetSpec['profile'] | undefined;
  readonly profileNames: readonly string[];
  /** What is wrong with a policy, a name or data; `codes`: and with it for fobs of such codes. */
  readonly policyFaults: (policy: unknown, codes?: FleetSpec['codes']) => readonly PolicyFault[];
  /**
   * How many bytes a fob of the fleet takes, and how many there are for all; `variants`: how many
   * policies the file varies.
   */
  readonly memory?: (variants: number) => { readonly perFob: number; readonly bytes: number };
}

/** What is taken in place of what the file says. */
export interface FleetChange {
  readonly fobs?: number;
  readonly days?: number;
  readonly seed?: number;
  readonly computesCodes?: boolean;
}

/**
 * Reads a fleet file. Nothing is begun.
 *
 * @param file Its path, for messages.
 * @throws FleetFileError with everything that is wrong, by file, line and column.
 */
export function readFleetFile(
  text: string,
  file: string,
  env: FleetFileEnv,
  change: FleetChange = {},
): FleetPlan {
  const yaml = parsePositionedYaml(text, file);
  if ('faults' in yaml) throw new FleetFileError(yaml.faults);
  const { data: right, faults: ofShape, whole } = shapeOf(yaml);
  if (whole === undefined) {
    throw new FleetFileError(inOrder([...ofShape, ...placed(yaml, namedFaults(right, env))]));
  }
  const data = changed(whole, change);
  const profile = env.profileOf(data.profile);
  const spec = profile === undefined ? undefined : specOf(data, profile);
  const faults: PathFault[] = [...namedFaults(data, env, spec?.codes)];
  if (profile !== undefined && spec === undefined) {
    const message = `${profile.name} has no codes that a bank knows; possible are fob types of TOTP or HOTP`;
    faults.push({ path: ['profile'], message });
  }
  const label = data.serials ?? profile?.serial.example ?? '1';
  const serials = serialsFrom(label);
  if (serials === undefined) {
    faults.push({ path: ['serials'], message: 'the label has no digits to count on' });
  }
  const variants = readVariants(data, (policy) => env.policyFaults(policy, spec?.codes), faults);
  if (spec !== undefined) faults.push(...codeFaults(spec));
  if (spec !== undefined) faults.push(...memoryFaults(spec.fobs, variants.length, env));
  if (spec !== undefined && faults.length === 0) faults.push(...faultsOfSpec(spec));
  if (faults.length > 0 || spec === undefined || serials === undefined) {
    throw new FleetFileError(placed(yaml, faults));
  }
  return {
    name: data.fleet,
    title: data.title ?? data.fleet,
    spec,
    ofFobs: whole.fobs,
    policy: data.policy,
    variants: variants.map(({ name, policy }) => ({ name, policy })),
    serials,
    computesCodes: data['compute-codes'] ?? false,
  };
}

function changed(data: FleetData, change: FleetChange): FleetData {
  const { fobs = data.fobs, days = data.time, seed = data.seed } = change;
  const { computesCodes = data['compute-codes'] } = change;
  const guesser = guesserOfSo(data, fobs);
  return { ...data, fobs, time: days, seed, guesser, 'compute-codes': computesCodes };
}

/** So many of the fobs are a sample: each is guessed at as often as in the whole fleet. */
function guesserOfSo({ fobs: all, guesser = {} }: FleetData, fobs: number): FleetData['guesser'] {
  if (guesser === 'none' || fobs === all) return guesser;
  return { ...guesser, fobs: ((guesser.fobs ?? 1) * fobs) / all };
}

function placed(yaml: PositionedYaml, faults: readonly PathFault[]): readonly FileFault[] {
  return inOrder(
    faults.map(({ path, message, atKey }) => ({
      place: atKey === true ? yaml.keyPlace(path) : yaml.valuePlace(path),
      path,
      message,
    })),
  );
}

/** What in words of the right shape cannot be meant, or names what nobody knows. */
function namedFaults(
  data: FleetWords,
  env: FleetFileEnv,
  codes?: FleetSpec['codes'],
): readonly PathFault[] {
  const { policy, profile } = data;
  const faultsOf = (told: unknown): readonly PolicyFault[] => env.policyFaults(told, codes);
  const ofPolicy = policy === undefined ? [] : policyFaults(policy, faultsOf);
  const faults = [...nonsenseOf(data), ...ofPolicy];
  if (profile === undefined || env.profileOf(profile) !== undefined) return faults;
  const known = suggestion(profile, env.profileNames);
  const message = `there is no fob type ${profile.slice(0, 60)}; ${known}`;
  return [...faults, { path: ['profile'], message }];
}

function readVariants(
  data: FleetData,
  faultsOf: (policy: unknown) => readonly PolicyFault[],
  faults: PathFault[],
): readonly PlacedVariant[] {
  const variants = variantsOf(data);
  if (typeof variants === 'number') {
    const message = `${variants} policies; at most ${MOST_VARIANTS} are compared`;
    faults.push({ path: ['vary'], message });
    return [];
  }
  faults.push(...variantFaults(variants, faultsOf(data.policy), faultsOf));
  return variants;
}

function memoryFaults(fobs: number, variants: number, env: FleetFileEnv): readonly PathFault[] {
  const memory = env.memory?.(variants);
  if (memory === undefined) return [];
  const most = Math.floor(memory.bytes / memory.perFob);
  if (fobs <= most) return [];
  const gigabytes = Number(((fobs * memory.perFob) / 1e9).toPrecision(2));
  const message = `${fobs} fobs need ${gigabytes} GB of memory; ${most} fit into this machine`;
  return [{ path: ['fobs'], message }];
}
