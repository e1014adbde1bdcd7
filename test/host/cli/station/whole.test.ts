import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Interrupted } from '../../../../host/cli/program/cli-error.ts';
import { runHere } from '../support/run-here.ts';
import { writePskc } from '../../../../host/station/exchange/pskc/write-pskc.ts';
import { secret, vector } from '../../station/exchange/pskc/pskc-support.ts';
import { StationHere } from './support/station-here.ts';

// A lot from its plan to its certificate, on two emulated fobs, in the order of a shift.

let here: StationHere;
beforeAll(async () => {
  here = new StationHere();
  await here.init();
  await runHere(['sim', 'up', '--profile', 'generic', '--pty', '--count', '2']);
  const plan = ['--purpose', 'test', '--profile', 'generic', '--serials', 'T-{0001..0002}'];
  await here.json('lot', 'create', 'trial', ...plan);
});
afterAll(async () => {
  await runHere(['sim', 'down', '--all']);
  here.close();
});

interface Event {
  readonly event: string;
  readonly end?: string;
  readonly serialLabel?: string;
}

async function run(...more: readonly string[]): Promise<readonly Event[]> {
  return (await here.jsonLines('lot', 'run', 'trial', ...more)) as readonly Event[];
}

describe('a run', () => {
  it('that is dry writes nothing', async () => {
    const stop = new AbortController();
    let seen = 0;
    const ended = await here.run(['lot', 'run', 'trial', '--dry-run'], {
      signal: stop.signal,
      onResult: (text) => {
        seen += text.split('would be loaded').length - 1;
        if (seen === 2) stop.abort(new Interrupted(130));
      },
    });
    expect(ended.status).toBe(130);
    expect(ended.stdout.match(/would be loaded/g)).toHaveLength(2);
    expect(await here.json('lot', 'status', 'trial')).toMatchObject({ counts: { unused: 2 } });
  });

  it('loads every fob that is plugged in, and ends when the lot is done', async () => {
    const sheet = here.path('sheet.pdf');
    const events = await run('--until-done', '--sheet', sheet);
    const done = events.filter(({ event, end }) => event === 'ended' && end === 'done');
    expect(done.map(({ serialLabel }) => serialLabel).sort()).toEqual(['T-0001', 'T-0002']);
    expect(events.at(-1)).toMatchObject({ event: 'summary', reason: 'lot-done' });
    expect(readFileSync(sheet).subarray(0, 4).toString('latin1')).toBe('%PDF');
  });

  it('of a lot that is done begins nothing', async () => {
    const events = await run();
    expect(events.some(({ event }) => event === 'step')).toBe(false);
    expect(events.at(-1)).toMatchObject({ reason: 'lot-done' });
  });
});

describe('a unit', () => {
  it('is found by its serial label, its device id and its barcode', async () => {
    const unit = await here.json<{ deviceId: string }>('unit', 'show', 'T-0001');
    expect(unit).toMatchObject({ state: 'done', lot: 'trial', keyGeneration: 1 });
    expect(await here.json('unit', 'show', unit.deviceId)).toEqual(unit);
    const scanned = await here.run(['scan', '--json'], { stdin: 'T-0001\n' });
    expect(JSON.parse(scanned.stdout)).toMatchObject({ kind: 'serial', unit });
  });

  it('whose serial barcode is scanned as a seed is refused, and told why', async () => {
    const scanned = await here.run(['scan', '--want', 'seed', '--json'], { stdin: 'T-0001\n' });
    expect(scanned).toMatchObject({ status: 1 });
    expect(JSON.parse(scanned.stdout)).toMatchObject({ error: { code: 'scan-serial-as-seed' } });
  });

  it('gets its label once, and again with a reason', async () => {
    const label = ['label', 'T-0001', '--pdf'];
    expect(await here.run([...label, here.path('1.pdf')])).toMatchObject({ status: 0 });
    expect(await here.run([...label, here.path('2.pdf')])).toMatchObject({ status: 2 });
    const again = ['--reason', 'smeared', '--json'];
    expect(await here.run([...label, here.path('2.pdf'), ...again])).toMatchObject({ status: 0 });
    expect(await here.json('unit', 'show', 'T-0001')).toMatchObject({ labelsPrinted: 2 });
  });
});

describe('a reprint', () => {
  const printed = async (): Promise<unknown> =>
    (await here.json<{ labelsPrinted: number }>('unit', 'show', 'T-0002')).labelsPrinted;
  const reprint = ['unit', 'reprint', 'T-0002', '--reason', 'smeared'];

  it('without a printer is refused, and counts for nothing', async () => {
    expect(await here.run(reprint)).toMatchObject({ status: 2 });
    const ended = await here.run([...reprint, '--printer', 'none']);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain('there is no label printer');
    expect(await printed()).toBe(0);
  });

  it('that fails counts for nothing', async () => {
    const nowhere = `file:${here.path('nowhere')}`;
    expect(await here.run([...reprint, '--printer', nowhere])).toMatchObject({ status: 3 });
    expect(await printed()).toBe(0);
  });

  it('that came out counts', async () => {
    const printer = `file:${here.folder}?as=zpl`;
    expect(await here.json(...reprint, '--printer', printer)).toMatchObject({ labelsPrinted: 1 });
    expect(existsSync(here.path('T-0002.zpl'))).toBe(true);
  });
});

describe('an export', () => {
  const uris = 'seeds.txt';

  it('in the clear wants to be said so', async () => {
    const ended = await here.run(['export', 'trial', '--format', 'otpauth', '-o', here.path(uris)]);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain('--plain');
    expect(existsSync(here.path(uris))).toBe(false);
  });

  it('is a new file for this user alone, on record with its SHA-256', async () => {
    const options = ['--format', 'otpauth', '--plain', '-o', here.path(uris)];
    const made = await here.json<{ sha256: string }>('export', 'trial', ...options);
    const file = readFileSync(here.path(uris));
    expect(made).toMatchObject({ id: 1, tokens: 2, lot: 'trial' });
    expect(made.sha256).toBe(createHash('sha256').update(file).digest('hex'));
    expect(statSync(here.path(uris)).mode & 0o777).toBe(0o600);
    expect(await here.run(['export', 'trial', ...options])).toMatchObject({ status: 2 });
    expect(readFileSync(here.path(uris))).toEqual(file);
  });

  it('is purged only when the receiver has confirmed just this file', async () => {
    expect(await here.run(['purge', '1', '--yes'])).toMatchObject({ status: 1 });
    const wrong = await here.run(['export', 'ack', '1', '--sha256', '0'.repeat(64)]);
    expect(wrong).toMatchObject({ status: 1 });
    await here.json('export', 'ack', '1');
    expect(await here.json('purge', '1', '--yes')).toMatchObject({ seeds: 2 });
    expect(await here.json('export', 'list')).toMatchObject([
      { id: 1, purged: expect.stringMatching(/^\d{4}-/) as unknown },
    ]);
    const again = ['--format', 'otpauth', '--plain', '-o', here.path('again.txt')];
    expect(await here.run(['export', 'trial', ...again])).toMatchObject({ status: 1 });
  });
});

describe('an import', () => {
  const seed = '3132333435363738393031323334353637383930';

  it('with faults takes nothing, and tells each with its line', async () => {
    const file = here.file('bad.csv', `K1,${seed},totp,6,30\nK2,zz,totp,6,30\nK3,,totp,6,30\n`);
    const ended = await here.run(['import', file, '--json']);
    expect(ended).toMatchObject({ status: 2 });
    const { error } = JSON.parse(ended.stdout) as { error: { problems: { line: number }[] } };
    expect(error.problems.map(({ line }) => line)).toEqual([2, 3]);
    expect(ended.stdout).not.toContain(seed);
  });

  it('takes the rest when that is wanted, and a lot is made of it', async () => {
    const taken = await here.json('import', here.path('bad.csv'), '--keep-going');
    expect(taken).toMatchObject({ tokens: 1, free: 1, format: 'privacyidea' });
    const plan = ['--from', '1', '--purpose', 'test', '--profile', 'generic'];
    expect(await here.json('lot', 'create', 'reorder', ...plan)).toMatchObject({
      counts: { planned: 1 },
      serials: { kind: 'list' },
    });
  });

  it('of what the registry has already is refused', async () => {
    const file = here.file('again.csv', `K1,${seed},totp,6,30\n`);
    const ended = await here.run(['import', file]);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain('in the registry');
  });
});

describe('an import that somebody must have signed', () => {
  const token = {
    serial: 'SIGNED1',
    parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
    seed: secret('a seed of 20 bytes..'),
  } as const;
  const written = (sign?: { key: string; certificate: string }): string =>
    new TextDecoder().decode(
      writePskc([token], {
        protection: { kind: 'plain' },
        ...(sign === undefined ? {} : { sign }),
      }).bytes,
    );
  const by = { key: vector('signer-key.pem'), certificate: vector('signer-certificate.pem') };

  const csv = 'S1,3132333435363738393031323334353637383938';

  it.each([
    ['without a signature', written(), by.certificate, 'not signed'],
    ['of another format', csv, by.certificate, 'only PSKC'],
    ['signed by another', written(by), vector('other-certificate.pem'), 'Signature: wrong'],
    ['with a signer that is none', written(by), 'x', 'certificate'],
    ['with a private key for a signer', written(by), by.key, 'certificate'],
  ])('refuses a file %s', async (_, text, pem, said) => {
    const signer = here.file('signer.pem', pem);
    const ended = await here.run(['import', here.file('seeds', text), '--signer', signer]);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain(said);
  });

  it('takes a file that is signed by the signer', async () => {
    const file = here.file('signed.xml', written(by));
    const signer = here.file('signer.pem', by.certificate);
    expect(await here.json('import', file, '--signer', signer)).toMatchObject({ tokens: 1 });
  });
});

describe('custody', () => {
  it('a golden fob of a test lot whose seed is gone qualifies nobody', async () => {
    const sims = await runHere(['sim', 'list', '--json']);
    const [sim] = JSON.parse(sims.stdout) as readonly { links: readonly string[] }[];
    const ended = await here.run(['qualify', '--json', '--port', sim?.links[0] ?? '']);
    expect(ended).toMatchObject({ status: 1 });
    expect(JSON.parse(ended.stdout)).toMatchObject({ passed: false });
  });

  it('the certificate is written once and stands in the audit', async () => {
    const pdf = here.path('certificate.pdf');
    const { certificate } = await here.json<{ certificate: string }>(
      'lot',
      'report',
      'trial',
      '--pdf',
      pdf,
    );
    expect(readFileSync(pdf).subarray(0, 4).toString('latin1')).toBe('%PDF');
    const { entries } = await here.json<{ entries: readonly { kind: string; facts: string }[] }>(
      'audit',
      '--entries',
    );
    const issued = entries.filter(({ kind }) => kind === 'certificate.issued');
    expect(issued.map(({ facts }) => facts)).toEqual([expect.stringContaining(certificate)]);
  });

  it('a backup is restored, and its audit holds', async () => {
    await here.json('backup', here.path('b'));
    here.file('heads.json', JSON.stringify(await here.json('audit')));
    const to = here.path('restored.db');
    const heads = ['--heads', here.path('heads.json'), '--use'];
    await here.json('restore', here.path('b'), '--to', to, '--by', 'sato', ...heads);
    expect(await here.json('lot', 'status', 'trial')).toMatchObject({ counts: { done: 2 } });
    expect(await here.json('audit')).toMatchObject({ ok: true });
  });

  it('after a new key the old one opens nothing', async () => {
    const password = here.path('sato.txt');
    await here.json('sign-in', 'sato', '--password-file', password);
    await here.json('rekey', '--to-key-file', here.path('new.key'), '--new-data-key');
    expect(await here.json('lot', 'status', 'trial')).toMatchObject({ counts: { done: 2 } });
    expect(here.read('state/station/station.json')).toContain('new.key');
  });
});

it('nothing that was printed has a seed in it', () => {
  const secrets = [...here.read('seeds.txt').matchAll(/secret=([A-Z2-7]+)/g)];
  expect(secrets).toHaveLength(2);
  for (const [, secret = 'none'] of secrets) expect(here.said).not.toContain(secret);
});
