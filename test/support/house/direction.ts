/** The workspaces of the house, by folder, and the workspaces that each may import. */
export const PACKAGES = {
  protocol: [],
  'firmware-sim': ['protocol'],
  'host/client': ['protocol', 'host/store'],
  'host/store': ['protocol', 'host/client'],
  'host/emulator': ['protocol', 'host/client', 'host/store', 'firmware-sim'],
  'host/bench': ['protocol', 'host/client', 'host/store'],
  'host/station': ['protocol', 'host/client', 'host/store'],
  'host/bank': ['protocol', 'host/client', 'host/store'],
  // Both sides of a fleet at once: the fobs are the emulator's, the bank's side is handed in.
  'host/fleet': ['protocol', 'host/client', 'host/store', 'host/emulator'],
  // The two that wire the others. Neither imports the other: production never depends on a mock.
  'host/testing': [
    'protocol',
    'host/client',
    'host/store',
    'host/emulator',
    'host/bench',
    'host/station',
    'host/bank',
    'host/fleet',
  ],
  'host/cli': [
    'protocol',
    'host/client',
    'host/store',
    'host/emulator',
    'host/bench',
    'host/station',
    'host/bank',
    'host/fleet',
  ],
} as const satisfies Record<string, readonly string[]>;
export type PackageFolder = keyof typeof PACKAGES;

/** Published names that are not `@fobkit/` and the last folder. */
const OTHER_NAMES: Readonly<Record<string, string>> = { 'host/cli': 'fobkit' };

export const PACKAGE_FOLDERS = Object.keys(PACKAGES) as PackageFolder[];

/** What others write to import the workspace in this folder. */
export function packageName(folder: string): string {
  return OTHER_NAMES[folder] ?? `@fobkit/${folder.slice(folder.lastIndexOf('/') + 1)}`;
}

/** What one folder, or one file, may not see of their own package. */
export interface InnerRule {
  readonly folder: string;
  /** Folders of the same package that it never imports. */
  readonly barred: readonly string[];
  /** Files in the barred folders that it may import after all. */
  readonly except: readonly string[];
  readonly instead: string;
}

/** The outermost folders of firmware-sim: the only users of `node:*` and of a real clock there. */
export const OUTERMOST = ['firmware-sim/plug', 'firmware-sim/control', 'firmware-sim/fixture'];

/** What the inside of firmware-sim/ may import by name: no I/O, no clock, no randomness. */
export const PURE_PACKAGES = [
  '@fobkit/protocol',
  '@noble/ciphers',
  '@noble/curves',
  '@noble/hashes',
  'valibot',
];

/** The parts of host/client for one platform alone; the rest runs on all. */
export const CLIENT_NODE = 'host/client/node';
export const CLIENT_BROWSER = 'host/client/browser';

/** What host/client may import by name but in node/: packages that run in a browser too. */
export const CLIENT_PACKAGES = PURE_PACKAGES;

/** What only tests, and @fobkit/testing for the tests of others, may import. */
export const TEST_LIBRARIES = ['vitest', 'fast-check', 'otpauth', '@serialport/binding-mock'];

/** What the firmware shows to the parts it runs on. */
const FIRMWARE_PORTS = ['firmware-sim/firmware/env.ts', 'firmware-sim/firmware/product.ts'];

const TO_PORTS = 'Of firmware/ only the ports in env.ts and product.ts are seen; fob/ wires.';

export const INNER_RULES: readonly InnerRule[] = [
  {
    folder: 'firmware-sim/firmware',
    barred: ['hardware', 'profile', 'fault', 'fob', 'plug', 'control', 'fixture', 'fleet'].map(
      (name) => `firmware-sim/${name}`,
    ),
    except: [],
    instead: 'The firmware sees its own folder and @fobkit/protocol: ask a port of Env.',
  },
  ...['hardware', 'profile', 'fault'].map((name) => ({
    folder: `firmware-sim/${name}`,
    barred: ['firmware-sim/firmware', ...OUTERMOST],
    except: FIRMWARE_PORTS,
    instead: TO_PORTS,
  })),
  ...['fob', 'fleet', 'index.ts'].map((name) => ({
    folder: `firmware-sim/${name}`,
    barred: OUTERMOST,
    except: [],
    instead: 'plug/, control/ and fixture/ are outermost: they import the fob, never the reverse.',
  })),
];
