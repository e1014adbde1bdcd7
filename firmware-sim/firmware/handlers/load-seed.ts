import {
  loadSeed,
  MAX_SEED,
  MIN_PRODUCTION_SEED,
  type OtpMode,
  parseOcraSuite,
  type SeedLoad,
  type Status,
  UsageError,
} from '@fobkit/protocol';
import type { Core } from '../core.ts';
import { ok, refuse } from '../outcome.ts';
import { forgetPress } from '../press-rule.ts';
import type { Product } from '../product.ts';
import { handler } from './handler.ts';

/** The fields that belong to some modes only. */
const MODE_FIELDS = ['stepSeconds', 't0', 'counter', 'suite'] as const;
type ModeField = (typeof MODE_FIELDS)[number];
const FIELDS_OF: Readonly<Record<OtpMode, readonly ModeField[]>> = {
  totp: ['stepSeconds', 't0'],
  hotp: ['counter'],
  ocra: ['counter', 'suite'],
};

export const loadSeedHandler = handler(loadSeed, ({ core }, request) => {
  const status = check(core, request);
  if (status !== 'ok') return refuse(status);
  if (core.memory.loadToken(request, core.clock.valid) !== 'ok') return refuse('flash-failed');
  // A press from before the load answers for no code of this seed.
  forgetPress(core);
  core.log('seed-loaded', core.keyGeneration);
  return ok({ keyGeneration: core.keyGeneration });
});

function check(core: Core, load: SeedLoad): Status {
  const foreign = MODE_FIELDS.filter((field) => !FIELDS_OF[load.mode].includes(field));
  if (foreign.some((field) => load[field] !== undefined)) return 'bad-payload';
  const shortest = load.purpose === 'production' ? MIN_PRODUCTION_SEED : 1;
  if (load.seed.length < shortest || load.seed.length > MAX_SEED) return 'seed-length';
  const { product } = core.env;
  const status = checkProduct(product, load);
  if (status !== 'ok') return status;
  if (!new RegExp(`^(?:${product.serialPattern})$`, 'u').test(load.serialLabel))
    return 'serial-label';
  const now = core.clock.seconds;
  if (load.expiry !== undefined && now !== undefined && load.expiry <= now) return 'expiry-passed';
  return 'ok';
}

function checkProduct(product: Product, load: SeedLoad): Status {
  if (!product.modes.includes(load.mode)) return 'unsupported-mode';
  if (!product.algorithms.includes(load.algorithm)) return 'unsupported-algorithm';
  if (load.digits < product.minDigits || load.digits > product.maxDigits) {
    return 'unsupported-digits';
  }
  if (load.mode === 'totp') return checkStep(product, load);
  if (load.mode === 'ocra') return checkSuite(load);
  return 'ok';
}

function checkStep(product: Product, load: SeedLoad): Status {
  const step = load.stepSeconds ?? 0;
  if (step < 1) return 'unsupported-step';
  return product.steps === 'any' || product.steps.includes(step) ? 'ok' : 'unsupported-step';
}

function checkSuite(load: SeedLoad): Status {
  try {
    const suite = parseOcraSuite(load.suite ?? '');
    // No PIN and no session reach a fob by this protocol, so a suite that wants one never answers.
    const answerable = suite.pinHash === undefined && suite.sessionBytes === undefined;
    const same = suite.algorithm === load.algorithm && suite.digits === load.digits;
    return answerable && same ? 'ok' : 'bad-suite';
  } catch (error) {
    if (error instanceof UsageError) return 'bad-suite';
    throw error;
  }
}
