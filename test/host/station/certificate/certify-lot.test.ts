import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lot, type Registry, type WorkStore, certifyLot } from '@fobkit/station';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lotCertificatePdf } from '../../../../host/station/certificate/certificate-pdf.ts';
import type { LotCertificate } from '../../../../host/station/certificate/lot-certificate.ts';
import { by, chip, claimOf, facts, newLot, open } from '../registry/support.ts';

/** What stands in the registry of a station that worked on a lot of five. */
describe('what a registry certifies of a lot', () => {
  let folder: string;
  let registry: Registry;
  let lot: Lot;
  let work: WorkStore;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fobkit-certify-'));
    registry = await open(join(folder, 'station.db'));
    lot = await registry.lots.create(newLot({ planned: 5 }), 'Mori');
    work = registry.work(lot.id);
    await work.renew();
  });
  afterEach(async () => {
    await registry.close();
    rmSync(folder, { recursive: true });
  });

  const certified = (): Promise<LotCertificate> =>
    certifyLot(registry, {
      lot: lot.id,
      issuedBy: 'Mori',
      issuedUnixMs: 1_800_000_000_000,
      software: 'fobkit',
    });

  async function done(deviceId: string, checks: object): Promise<void> {
    const claim = await claimOf(work, deviceId);
    await work.enter(claim, 'loading');
    await work.enter(claim, 'labelling');
    await work.complete(claim, { ...facts, ...checks, keyGeneration: claim.nextGeneration });
  }

  const qualified = (at: Registry, unixMs: number, passed: boolean): Promise<void> =>
    at.stations.recordQualification({ unixMs, passed, deviceId: chip(9), faults: [] }, 'Abe');

  it('counts the checks of what is done', async () => {
    await done(chip(1), { keyChecked: true, codeChecked: true });
    await done(chip(2), { keyChecked: true });
    await work.quarantine(await claimOf(work, chip(3)), 'key-check', 'another seed');
    const certificate = await certified();
    expect(certificate.checks).toMatchObject({ keyChecked: 2, codeChecked: 1, golden: [] });
    expect(certificate.serials).toEqual({ first: 'FOB-00000001', last: 'FOB-00000005' });
    expect(certificate.counts).toMatchObject({ planned: 5, done: 2, quarantined: 1, unused: 2 });
    expect(certificate.setAside).toMatchObject([
      { state: 'quarantined', reason: 'another seed', units: 1 },
    ]);
    expect(certificate.stations).toMatchObject([{ station: 'line-1', visits: 3, done: 2 }]);
  });

  it('does not count what was done and then scrapped, and can still be issued', async () => {
    await done(chip(1), { keyChecked: true, codeChecked: true });
    await done(chip(2), { keyChecked: true, codeChecked: true });
    await registry.units.scrap({ deviceId: chip(1) }, by);
    const certificate = await certified();
    expect(certificate.counts).toMatchObject({ done: 1, scrapped: 1 });
    expect(certificate.checks).toMatchObject({ keyChecked: 1, codeChecked: 1 });
    expect((await lotCertificatePdf(certificate)).length).toBeGreaterThan(0);
  });

  it('names the last qualification of its stations before the lot, and those during it', async () => {
    const other = await open(join(folder, 'station.db'), { station: 'line-9' });
    await qualified(registry, 1, true);
    await qualified(registry, 2, false);
    await qualified(other, 3, true);
    await other.close();
    await done(chip(1), {});
    await qualified(registry, Number.MAX_SAFE_INTEGER, true);
    expect((await certified()).checks.golden).toEqual([
      { station: 'line-1', unixMs: 2, operator: 'Abe', passed: false },
    ]);
  });
});
