import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the rules of fobkit are called where they are installed. */
export const UDEV_RULES_NAME = '70-fobkit.rules';

/** The rules for Linux' udev that this package ships: a file to be copied. */
export function udevRulesPath(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  // From its source this file is one folder deep in its package, compiled two.
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'udev', UDEV_RULES_NAME);
}
