import type { Profile } from '@fobkit/emulator';
import type { NewLot, Registry, SeedSource, TokenParameters, TrimWish } from '@fobkit/station';
import type { Algorithm, OtpMode, Purpose } from '@fobkit/protocol';
import { readInput } from '../../input/read-input.ts';
import type { Cli } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { type SerialOptions, type SerialSource, serialSourceOf } from './serial-options.ts';

/** What is planned of a lot. */
export interface LotOptions extends SerialOptions {
  readonly profile: string;
  readonly purpose: Purpose;
  readonly count?: number;
  readonly mode?: OtpMode;
  readonly algorithm?: Algorithm;
  readonly digits?: number;
  readonly step?: number;
  readonly t0?: number;
  readonly counter?: number;
  readonly suite?: string;
  readonly seedBytes?: number;
  readonly codeCheck?: 'read' | 'none';
  readonly trim?: number;
  readonly trimBy?: TrimWish['by'];
  readonly qualified?: number;
  readonly expiry?: number;
}

/** A lot from options, files and the fob type. @throws CliError */
export async function newLotOf(
  cli: Cli,
  registry: Registry,
  name: string,
  options: LotOptions,
): Promise<NewLot> {
  const profile = await profileNamed(options.profile);
  const source = serialSourceOf(options);
  const units = await unitsOf(cli, registry, source, options);
  const { trim, trimBy, qualified, expiry, purpose, codeCheck = 'read' } = options;
  if (trimBy !== undefined && trim === undefined) throw usage('--trim-by goes with --trim PPM');
  return {
    name,
    profile: profile.name,
    model: profile.product.model,
    purpose,
    ...units,
    parameters: units.imported ?? parametersOf(options, profile),
    codeCheck,
    serialPattern: profile.serial.pattern,
    ...(trim === undefined ? {} : { trim: { ppm: trim, by: trimBy ?? 'soak' } }),
    ...(qualified === undefined ? {} : { qualifiedHours: qualified }),
    ...(expiry === undefined ? {} : { expiry }),
  };
}

async function profileNamed(name: string): Promise<Profile> {
  const { profiles } = await import('@fobkit/emulator');
  const found = profiles.find((profile) => profile.name === name);
  if (found !== undefined) return found;
  const known = profiles.map((profile) => profile.name).join(', ');
  throw usage(`there is no fob type ${name}: one of ${known}`);
}

type Units = Pick<NewLot, 'planned' | 'serials' | 'seeds' | 'labels'> & {
  readonly imported?: TokenParameters;
};

async function unitsOf(
  cli: Cli,
  registry: Registry,
  source: SerialSource,
  options: LotOptions,
): Promise<Units> {
  const { count, seedBytes } = options;
  if (source.kind === 'import') return await importedUnits(registry, source.id, options);
  const seeds: SeedSource = {
    kind: 'generate',
    ...(seedBytes === undefined ? {} : { bytes: seedBytes }),
  };
  if (source.kind === 'file') {
    const labels = linesOf(await readInput(cli, source.file, 'the serial labels'));
    return { planned: count ?? labels.length, serials: { kind: 'list' }, labels, seeds };
  }
  const planned = count ?? source.count;
  if (planned === undefined) throw usage('say how many: --count N');
  if (source.count !== undefined && source.count !== planned) {
    throw usage(`--count ${String(planned)}, but --serials makes ${String(source.count)} labels`);
  }
  return { planned, serials: source.scheme, seeds };
}

const OF_SEED = [
  'mode',
  'algorithm',
  'digits',
  'step',
  't0',
  'counter',
  'suite',
  'seedBytes',
] as const;

async function importedUnits(
  registry: Registry,
  text: string,
  options: LotOptions,
): Promise<Units> {
  if (!/^\d{1,9}$/.test(text)) throw usage(`--from ${text}: the number of an import`);
  const twice = OF_SEED.find((name) => options[name] !== undefined);
  if (twice !== undefined) throw usage(`--${twice}: the import tells how its codes come about`);
  const id = Number(text);
  const found = await registry.imports.find(id);
  const imported = await registry.imports.parameters(id);
  if (imported === undefined) throw usage(`import ${text}: every token of it is in a lot already`);
  return {
    planned: options.count ?? found.free,
    serials: { kind: 'list' },
    seeds: { kind: 'import', id },
    imported,
  };
}

/** What is said, else what the fob type usually gets. */
function parametersOf(options: LotOptions, { preset }: Profile): TokenParameters {
  const { suite, counter, t0 } = options;
  const mode = options.mode ?? (suite === undefined ? (preset?.mode ?? 'totp') : 'ocra');
  const step = options.step ?? preset?.stepSeconds ?? 30;
  return {
    mode,
    algorithm: options.algorithm ?? preset?.algorithm ?? 'SHA1',
    digits: options.digits ?? preset?.digits ?? 6,
    ...(mode === 'totp' ? { stepSeconds: step } : {}),
    ...(t0 === undefined ? {} : { t0 }),
    ...(mode === 'hotp' ? { counter: counter ?? 0 } : {}),
    ...(suite === undefined ? {} : { suite }),
  };
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
