import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UDEV_RULES_NAME, udevRulesPath } from '@fobkit/client/node';
import { FOBKIT_USB } from '@fobkit/protocol';
import { type Finding, type Machine, note, ok } from './finding.ts';
import { namesIn, textOf } from './files.ts';

/** First the one whose file hides those of the same name in the others (udev(7)). */
const FOLDERS = ['etc', 'run', 'usr/local/lib', 'usr/lib', 'lib'].map((at) => `${at}/udev/rules.d`);

const FILE = `/etc/udev/rules.d/${UDEV_RULES_NAME}`;

const hex = (id: number): string => id.toString(16).padStart(4, '0');
const VENDOR = hex(FOBKIT_USB.vendorId);
const PRODUCT = hex(FOBKIT_USB.productId);

interface RulesFile {
  readonly path: string;
  readonly text: string;
}

/** Whether Linux knows whom fobs on USB belong to, and by the rules of this version. */
export async function checkUdev(machine: Machine): Promise<readonly Finding[]> {
  if (machine.platform !== 'linux') return [];
  const files = await rulesFiles(machine);
  const installed = files.find(({ path }) => path.endsWith(`/${UDEV_RULES_NAME}`));
  if (installed !== undefined) {
    if (rulesIn(installed.text) === rulesIn(await readFile(udevRulesPath(), 'utf8'))) {
      return [ok(`udev has the rules of fobkit (${installed.path})`)];
    }
    return [note(`the udev rules in ${installed.path} are not those of this fobkit`, mend())];
  }
  const own = files.find(({ text }) => namesFobs(text));
  if (own !== undefined) return [ok(`udev knows fobs by rules of your own (${own.path})`)];
  return [note(`no udev rule names USB fobs (${VENDOR}:${PRODUCT})`, mend())];
}

function mend(): string {
  const reload = 'sudo udevadm control --reload && sudo udevadm trigger';
  return `sudo install -m 644 '${udevRulesPath()}' ${FILE} && ${reload}`;
}

/** What the rules say, whatever stands between them. */
function rulesIn(text: string): string {
  const lines = text.split('\n').map((line) => line.trim().replace(/\s*,\s*/g, ', '));
  return lines.filter((line) => line !== '' && !line.startsWith('#')).join('\n');
}

function namesFobs(text: string): boolean {
  const lower = text.toLowerCase();
  return lower.includes(VENDOR) && lower.includes(PRODUCT);
}

async function rulesFiles(machine: Machine): Promise<readonly RulesFile[]> {
  const files: RulesFile[] = [];
  for (const folder of FOLDERS) {
    for (const name of await namesIn(join(machine.root, folder))) {
      if (!name.endsWith('.rules')) continue;
      const text = await textOf(join(machine.root, folder, name));
      files.push({ path: `/${folder}/${name}`, text });
    }
  }
  return files;
}
