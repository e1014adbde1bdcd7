import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAMS = {
  zbarimg: 'zbar-tools',
  dmtxread: 'dmtx-utils',
  pdftoppm: 'poppler-utils',
  pdftotext: 'poppler-utils',
} as const;
type Program = keyof typeof PROGRAMS;

/** Under CI nothing may be skipped: there the tests run, and fail, without the programs too. */
export function needs(...programs: readonly Program[]): { skipped: boolean; reason: string } {
  const missing = programs.filter((name) => spawnSync(name, ['--version']).error !== undefined);
  const skipped = missing.length > 0 && process.env['CI'] !== 'true';
  const packages = [...new Set(missing.map((name) => PROGRAMS[name]))].join(' ');
  const reason = skipped ? ` (SKIPPED: apt-get install ${packages})` : '';
  if (skipped) console.warn(`labels${reason}`);
  return { skipped, reason };
}

function run(program: Program, options: readonly string[]): Buffer {
  const done = spawnSync(program, options, { timeout: 30_000, maxBuffer: 2 ** 26 });
  if (done.error !== undefined) {
    throw new Error(`${program}: ${done.error.message}; apt-get install ${PROGRAMS[program]}`);
  }
  return done.stdout;
}

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'fobkit-label-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What zbarimg reads of a picture, symbol by symbol, sorted; of one type alone if it is given. */
export function zbar(png: Uint8Array, type: 'code128' | 'qrcode'): readonly string[] {
  return inFolder((folder) => {
    const file = join(folder, 'picture.png');
    writeFileSync(file, png);
    const only = ['-Sdisable', `-S${type}.enable`];
    const text = run('zbarimg', ['-q', '--raw', ...only, file]).toString('utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .sort();
  });
}

/** What dmtxread reads of a picture, the first symbol. */
export function dmtx(png: Uint8Array): string {
  return inFolder((folder) => {
    const file = join(folder, 'picture.png');
    writeFileSync(file, png);
    return run('dmtxread', ['-N1', '-m8000', file]).toString('utf8');
  });
}

/** The pages of a PDF as PNGs. */
export function pdfPages(pdf: Uint8Array, dpi: number): readonly Uint8Array[] {
  return inFolder((folder) => {
    const file = join(folder, 'document.pdf');
    writeFileSync(file, pdf);
    run('pdftoppm', ['-r', String(dpi), '-png', '-gray', file, join(folder, 'page')]);
    const pages = readdirSync(folder).filter((name) => name.endsWith('.png'));
    return pages.sort().map((name) => new Uint8Array(readFileSync(join(folder, name))));
  });
}

export function pdfText(pdf: Uint8Array): string {
  return inFolder((folder) => {
    const file = join(folder, 'document.pdf');
    writeFileSync(file, pdf);
    return run('pdftotext', ['-layout', file, '-']).toString('utf8');
  });
}
