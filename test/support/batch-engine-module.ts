import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = 'protocol/oath/batch';
const FLAGS = '-O3 --noAssert --enable simd --runtime stub --use abort='.split(' ');

/** Where the built engine is committed. */
export const ENGINE_MODULE = join(ROOT, FOLDER, 'engine-module.ts');

/** Builds the batch engine from its AssemblyScript: the text of `engine-module.ts`. */
export async function buildEngineModule(): Promise<string> {
  let module: Uint8Array | undefined;
  let said = '';
  const { error } = await asc.main(
    [`${FOLDER}/assembly/index.ts`, '--baseDir', ROOT, '--outFile', 'engine.wasm', ...FLAGS],
    {
      stderr: {
        write: (chunk) => {
          said += String(chunk);
        },
      },
      writeFile: (_, contents) => {
        if (typeof contents !== 'string') module = contents;
      },
    },
  );
  if (error !== null || module === undefined) {
    throw new Error(`the batch engine does not build\n${said}`, { cause: error });
  }
  const digits = Buffer.from(module).toString('base64');
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
