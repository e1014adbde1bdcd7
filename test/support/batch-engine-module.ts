import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = 'protocol/oath/batch';
const COMPILER = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');
const FLAGS = '-O3 --noAssert --enable simd --runtime stub --use abort='.split(' ');

/** Where the built engine is committed. */
export const ENGINE_MODULE = join(ROOT, FOLDER, 'engine-module.ts');

/**
 * Builds the batch engine from its AssemblyScript: the text of `engine-module.ts`. The compiler is
 * run and not imported: its types declare the globals of another language.
 */
export async function buildEngineModule(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'fobkit-engine-'));
  try {
    const file = join(folder, 'engine.wasm');
    const args = [`${FOLDER}/assembly/index.ts`, '--baseDir', ROOT, '--outFile', file, ...FLAGS];
    await promisify(execFile)(process.execPath, [COMPILER, ...args], { cwd: ROOT });
    return moduleText(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function moduleText(module: Buffer): string {
  const digits = module.toString('base64');
  return [
    '// Built by `npm run batch-engine`; a test builds it again and compares.',
    `// SHA-256 of assembly/*.ts: ${sourceHash()}`,
    '/** The WebAssembly module of assembly/. */',
    `export const MODULE_BASE64 = \`\n${digits.replace(/.{1,100}/g, '$&\n')}\`;\n`,
  ].join('\n');
}

function sourceHash(): string {
  const hash = createHash('sha256');
  for (const name of globSync(`${FOLDER}/assembly/*.ts`, { cwd: ROOT }).sort()) {
    hash.update(readFileSync(join(ROOT, name)));
  }
  return hash.digest('hex');
}
