import { describe, expect, it } from 'vitest';
import {
  clientPlatforms,
  firmwareSeesPortsOnly,
  innerDirection,
  packageDirection,
  productionWithoutTests,
  protocolImportsNobody,
  pureInside,
  relativeImports,
} from './direction-checks.ts';
import { clientGlobals } from './name-checks.ts';
import { scanSource } from './scan.ts';
import { faults } from './faults.ts';

describe('direction', () => {
  it.each([
    ['protocol/a.ts', '@fobkit/client'],
    ['firmware-sim/fob/a.ts', '@fobkit/client'],
    ['host/client/a.ts', '@fobkit/firmware-sim'],
    ['host/cli/a.ts', '@fobkit/firmware-sim/plug'],
    ['host/cli/a.ts', '@fobkit/testing'],
    ['host/client/a.ts', 'fobkit'],
    ['host/bench/a.ts', '@fobkit/emulator'],
    ['host/bench/a.ts', '@fobkit/bank'],
    ['host/station/a.ts', '@fobkit/bench'],
    ['host/bank/a.ts', '@fobkit/station'],
  ])('%s may not import %s', (path, specifier) => {
    expect(faults(packageDirection, path, `import '${specifier}';`)).toBe(1);
  });

  it.each([
    ['firmware-sim/fob/a.ts', '@fobkit/protocol'],
    ['host/emulator/a.ts', '@fobkit/firmware-sim/plug'],
    ['host/bank/a.ts', '@fobkit/store'],
    ['host/cli/a.ts', '@fobkit/bench'],
  ])('%s may import %s', (path, specifier) => {
    expect(faults(packageDirection, path, `import '${specifier}';`)).toBe(0);
  });

  it.each(['node:fs', 'valibot', '@fobkit/protocol'])('protocol may not import %s', (specifier) => {
    expect(faults(protocolImportsNobody, 'protocol/a.ts', `import '${specifier}';`)).toBe(1);
  });

  it.each(['../hardware/lcd.ts', '../index.ts', '@noble/hashes', 'node:fs'])(
    'the firmware may not see %s',
    (specifier) => {
      const path = 'firmware-sim/firmware/a.ts';
      expect(faults(firmwareSeesPortsOnly, path, `import '${specifier}';`)).toBe(1);
    },
  );

  it.each(['./env.ts', './store/journal.ts', '@fobkit/protocol'])(
    'the firmware may see %s',
    (specifier) => {
      const path = 'firmware-sim/firmware/a.ts';
      expect(faults(firmwareSeesPortsOnly, path, `import '${specifier}';`)).toBe(0);
    },
  );

  it.each([
    ['firmware-sim/firmware/handlers/a.ts', '../../hardware/lcd.ts'],
    ['firmware-sim/hardware/a.ts', '../firmware/boot.ts'],
    ['firmware-sim/fault/a.ts', '../plug/pty.ts'],
    ['firmware-sim/fob/a.ts', '../control/server.ts'],
    ['firmware-sim/index.ts', './plug/index.ts'],
  ])('%s may not see %s', (path, specifier) => {
    expect(faults(innerDirection, path, `import '${specifier}';`)).toBe(1);
  });

  it.each([
    ['firmware-sim/hardware/a.ts', '../firmware/env.ts'],
    ['firmware-sim/fob/a.ts', '../firmware/boot.ts'],
    ['firmware-sim/control/a.ts', '../fob/fob.ts'],
  ])('%s may see %s', (path, specifier) => {
    expect(faults(innerDirection, path, `import '${specifier}';`)).toBe(0);
  });

  it.each(['node:fs', 'koffi', 'hono', '@resvg/resvg-js'])(
    'only outermost folders of firmware-sim import %s',
    (specifier) => {
      expect(faults(pureInside, 'firmware-sim/fob/a.ts', `import '${specifier}';`)).toBe(1);
      expect(faults(pureInside, 'firmware-sim/plug/a.ts', `import '${specifier}';`)).toBe(0);
    },
  );

  it.each([
    ['host/client/wire/a.ts', 'node:fs'],
    ['host/client/a.ts', 'node-hid'],
    ['host/client/wire/a.ts', '../node/b.ts'],
    ['host/client/a.ts', './browser/b.ts'],
    ['host/client/browser/a.ts', 'node:crypto'],
    ['host/client/browser/a.ts', '../node/b.ts'],
    ['host/client/browser/a.ts', 'usb'],
    ['host/client/node/a.ts', '../browser/b.ts'],
  ])('%s may not import %s', (path, specifier) => {
    expect(faults(clientPlatforms, path, `import '${specifier}';`)).toBe(1);
  });

  it.each([
    ['host/client/node/a.ts', 'node:fs'],
    ['host/client/node/a.ts', 'usb'],
    ['host/client/node/a.ts', '../wire/b.ts'],
    ['host/client/browser/a.ts', '../wire/b.ts'],
    ['host/client/browser/a.ts', '@noble/hashes/hmac.js'],
    ['host/client/a.ts', '@fobkit/protocol'],
    ['host/cli/a.ts', 'node:fs'],
  ])('%s may import %s', (path, specifier) => {
    expect(faults(clientPlatforms, path, `import '${specifier}';`)).toBe(0);
  });

  it('names of Node are found in the client, but for its part for Node', () => {
    const text = `export const a = [process, Buffer];`;
    expect(faults(clientGlobals, 'host/client/wire/a.ts', text)).toBe(2);
    expect(faults(clientGlobals, 'host/client/browser/a.ts', text)).toBe(2);
    expect(faults(clientGlobals, 'host/client/node/a.ts', text)).toBe(0);
    expect(faults(clientGlobals, 'host/cli/a.ts', text)).toBe(0);
  });

  it.each(['../../test/support/a.ts', 'vitest', 'fast-check', '@fobkit/testing'])(
    'production may not import %s',
    (specifier) => {
      expect(faults(productionWithoutTests, 'host/cli/a.ts', `import '${specifier}';`)).toBe(1);
    },
  );

  it('the fixtures for vitest may import vitest', () => {
    expect(faults(productionWithoutTests, 'host/testing/vitest.ts', `import 'vitest';`)).toBe(0);
  });

  it.each(['../protocol/index.ts', './no-such.ts', './b.js', './b'])(
    'a relative import may not be %s',
    (specifier) => {
      const sources = [
        scanSource('firmware-sim/a.ts', `import '${specifier}';`),
        scanSource('firmware-sim/b.ts', ''),
        scanSource('protocol/index.ts', ''),
      ];
      expect(relativeImports(sources)).toHaveLength(1);
    },
  );
});
