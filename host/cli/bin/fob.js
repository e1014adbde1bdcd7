#!/usr/bin/env node
// Plain JavaScript for any Node.js: finds the Node.js and the built files that fob needs.
import { existsSync } from 'fs';
import * as nodeModule from 'module';
import { fileURLToPath } from 'url';

const NEEDED = 24;
/** Says to the program that the other end of its channel is this file, on an older Node.js. */
const LAUNCHED = 'FOBKIT_LAUNCHED';
const main = new URL('../dist/main.js', import.meta.url);

if (Number.parseInt(process.versions.node, 10) < NEEDED) rerun();
else if (existsSync(main)) start();
else refuse('it is not built yet. Run: npm run build', 3);

function refuse(why, code) {
  process.stderr.write(`fob: ${why}\n`);
  process.exitCode = code;
}

async function start() {
  endWithLauncher();
  const folder = cacheFolder();
  // Help and version are answered from one small file, for which a cache is only a burden.
  if (folder && process.argv.length > 3) nodeModule.enableCompileCache(folder);
  const { main: run } = await import(main.href);
  await run(process.argv.slice(2));
}

/** A launcher that is killed passes nothing on: the end of its channel is taken for SIGTERM. */
function endWithLauncher() {
  if (process.env[LAUNCHED] === undefined) return;
  delete process.env[LAUNCHED];
  process.on('disconnect', () => {
    if (!process.emit('SIGTERM', 'SIGTERM')) process.kill(process.pid, 'SIGTERM');
  });
  process.channel?.unref();
}

/** The user's own folder: in the machine's temporary one others could plant code. */
function cacheFolder() {
  const { LOCALAPPDATA, XDG_CACHE_HOME, HOME } = process.env;
  const windows = process.platform === 'win32';
  const base = windows ? LOCALAPPDATA : XDG_CACHE_HOME || (HOME && `${HOME}/.cache`);
  return base && `${base}/fobkit/compile-cache`;
}

/** Runs this file again on the Node.js that the repository pins. */
async function rerun() {
  const node = pinnedNode();
  if (node === undefined) {
    refuse(`needs Node.js ${NEEDED} or newer; this is v${process.versions.node}`, 3);
    return;
  }
  const { spawn } = await import('child_process');
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [LAUNCHED]: '1' },
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const pass = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  child.on('error', (error) => refuse(`${node} does not start (${error.code})`, 3));
  child.on('exit', (code, signal) => {
    for (const name of signals) process.off(name, pass);
    if (signal === null) process.exitCode = code;
    else process.kill(process.pid, signal);
  });
}

function pinnedNode() {
  const system = { linux: 'linux', win32: 'win' }[process.platform];
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  try {
    const require = nodeModule.createRequire(import.meta.url);
    const node = require.resolve(`node-${system}-${process.arch}/${file}`);
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}
