import type { Found, ProviderFault } from '@fobkit/client';
import type { Cli } from '../program/cli.ts';
import { table } from '../terminal/table.ts';
import { namesOf } from './describe.ts';

/** One entry of `fob list --json`. */
export function foundToJson(found: Found): Record<string, unknown> {
  const { url, description, ours } = found.candidate;
  const where = { url, description: description ?? null };
  if (found.kind === 'not-probed') return { ...where, kind: 'not-asked', ours };
  const links = urlsOf(found);
  if (found.kind === 'failed') {
    const { code, message } = found.error;
    const deviceId = found.candidate.deviceId ?? null;
    return { ...where, kind: 'failed', deviceId, links, error: { code, message } };
  }
  const { info, labelShared, idShared } = found;
  const { model, lifecycle } = info;
  const marks = { labelShared, idShared };
  return { ...where, kind: 'fob', ...namesOf(info), model, lifecycle, ...marks, links };
}

export function tellFaults(cli: Cli, { provider, error }: ProviderFault): void {
  const why = error instanceof Error ? error.message : String(error);
  const what = provider === 'emulated' ? 'emulated fobs' : `${provider} devices`;
  cli.out.note(`fob: ${what} could not be listed: ${why.split('\n')[0] ?? ''}`);
}

/** Fobs as a table; what else was found as notes. */
export function tellFound(cli: Cli, found: readonly Found[]): void {
  const fobs = found.filter((one) => one.kind === 'fob');
  const failed = found.filter((one) => one.kind === 'failed');
  const others = found.filter((one) => one.kind === 'not-probed');
  if (fobs.length > 0) {
    const head = ['DEVICE ID', 'SERIAL LABEL', 'LIFECYCLE', 'MODEL', 'ADDRESS'];
    cli.out.print(table(cli.out.paint, head, fobs.map(rowOf)));
  } else if (failed.length === 0) {
    cli.out.note('No fob is at hand. fob sim up starts one; fob doctor looks for the reason.');
  }
  if (fobs.some(({ labelShared }) => labelShared)) {
    cli.out.note('(!) Two fobs have one serial label: one of them is mislabelled.');
  }
  if (fobs.some(({ idShared }) => idShared)) {
    cli.out.note('(!!) Two devices on USB have one device id: one of them is misnumbered.');
  }
  for (const { candidate, error } of failed) {
    const who = candidate.deviceId === undefined ? '' : `${candidate.deviceId} at `;
    cli.out.note(`fob: ${who}${error.message}`);
  }
  if (others.length > 0) {
    const urls = others.map(({ candidate }) => candidate.url).join(', ');
    cli.out.note(`Not asked, as they may be somebody else's: ${urls}`);
  }
}

function rowOf(fob: Found & { readonly kind: 'fob' }): readonly string[] {
  const { info, labelShared, idShared } = fob;
  const { deviceId, serial } = namesOf(info);
  const label = `${serial ?? '-'}${labelShared ? ' (!)' : ''}`;
  const id = `${deviceId}${idShared ? ' (!!)' : ''}`;
  return [id, label, info.lifecycle, info.model, urlsOf(fob).join(' ')];
}

function urlsOf(found: Exclude<Found, { kind: 'not-probed' }>): readonly string[] {
  return found.links.map(({ url }) => url);
}
