import {
  CLOCK_FOLDERS,
  HOST_GLOBALS,
  HOST_NEW_DATE,
  HOST_PROPERTIES,
  INEXACT_OPERATOR,
  INEXACT_PROPERTIES,
  PLATFORM_GLOBALS,
  SANDBOX_GLOBALS,
  SANDBOX_PROPERTIES,
  type Barred,
} from './barred.ts';
import { CLIENT_NODE } from './direction.ts';
import { eachModule } from './direction-checks.ts';
import { isIn, sandboxed, within, type Check, type Violation } from './paths.ts';
import type { Source } from './scan.ts';

/** protocol/ and the inside of firmware-sim/ use no clock, timer, randomness, I/O or Node name. */
export const sandboxGlobals: Check = (sources) =>
  eachName(sandboxed(sources), { ...SANDBOX_GLOBALS, ...SANDBOX_PROPERTIES });

/** The inside of firmware-sim/ computes only what every engine rounds alike. */
export const exactPhysics: Check = (sources) =>
  eachName(within(sandboxed(sources), ['firmware-sim']), {
    ...INEXACT_PROPERTIES,
    '**': INEXACT_OPERATOR,
  });

/** host/ reads a clock only in the CLI and in one adapter. */
export const hostClock: Check = (sources) => {
  const held = within(sources, ['host']).filter((source) => !isIn(source.path, CLOCK_FOLDERS));
  return [
    ...eachName(held, { ...HOST_GLOBALS, ...HOST_PROPERTIES, 'new Date()': HOST_NEW_DATE }),
    ...eachModule(held, (_, { specifier }) =>
      /^node:timers(\/|$)/.test(specifier) ? HOST_GLOBALS['setTimeout'] : undefined,
    ),
  ];
};

/** host/client names what is of Node only in its part for Node. */
export const clientGlobals: Check = (sources) => {
  const everywhere = within(sources, ['host/client']).filter(
    ({ path }) => !isIn(path, [CLIENT_NODE]),
  );
  return eachName(everywhere, PLATFORM_GLOBALS);
};

function eachName(sources: readonly Source[], barred: Barred): Violation[] {
  return sources.flatMap((source) =>
    source.names.flatMap(({ name, line }) => {
      const instead = Object.hasOwn(barred, name) ? barred[name] : undefined;
      return instead === undefined ? [] : [`${source.path}:${String(line)}  ${name}: ${instead}`];
    }),
  );
}
