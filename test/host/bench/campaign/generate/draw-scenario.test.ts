import { drawScenario, readScenarios, scenarioYaml } from '@fobkit/bench';
import { drawnFaultKinds } from '../../../../../host/bench/campaign/generate/fault-words.ts';
import { describeFaults } from '@fobkit/emulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignSpace } from '../../../../../host/cli/bench/campaign-world.ts';
import { presetOf, scenarioEnv } from '../../../../../host/cli/bench/scenario-env.ts';
import { plain } from '../support.ts';

const space = campaignSpace();
const runNumber = fc.record({
  seed: fc.maxSafeNat(),
  run: fc.nat(1_000_000),
});

describe('scenarios drawn from a seed', () => {
  it('the same number gives the same scenario, another one another', () => {
    fc.assert(
      fc.property(runNumber, (number) => {
        const drawn = plain(drawScenario(number, space));
        expect(plain(drawScenario(number, space))).toEqual(drawn);
        const next = { ...number, run: number.run + 1 };
        expect(plain(drawScenario(next, space))).not.toEqual(drawn);
      }),
      { numRuns: 100 },
    );
  });

  it('each can be saved as a file, and read back as the same scenario', () => {
    const env = scenarioEnv();
    fc.assert(
      fc.property(runNumber, (number) => {
        const drawn = drawScenario(number, space);
        const text = scenarioYaml(drawn);
        const [read, ...more] = readScenarios({ text, file: 'drawn.yaml' }, env);
        expect(more).toEqual([]);
        const preset = presetOf(drawn.profile);
        expect(plain(read, preset)).toEqual(plain(drawn, preset));
      }),
      { numRuns: 300 },
    );
  });

  it('each ends with the invariants', () => {
    const { steps } = drawScenario({ seed: 1, run: 1 }, space);
    expect(steps.at(-1)).toMatchObject({ kind: 'expect', expectations: [{ kind: 'invariants' }] });
  });

  it('every kind of fault that there is can be drawn', () => {
    expect([...drawnFaultKinds].sort()).toEqual(
      describeFaults()
        .map(({ kind }) => kind)
        .sort(),
    );
  });

  it('a thousand runs touch every fob type, mode, kind of step and fault', () => {
    const drawn = Array.from({ length: 1000 }, (_, run) => drawScenario({ seed: 3, run }, space));
    const profiles = new Set(drawn.map(({ profile }) => profile));
    expect([...profiles].sort()).toEqual(space.profiles.map(({ name }) => name).sort());
    const faults = drawn.flatMap((it) => [...it.faults.values()]);
    const kinds = new Set(faults.map(({ text }) => text.split(' ')[0]));
    // It waits for a host that has configured the fob as a USB device: none does in process.
    expect(drawnFaultKinds.filter((kind) => !kinds.has(kind))).toEqual(['usb.stall']);
    const steps = new Set(drawn.flatMap((it) => it.steps.map(({ kind }) => kind)));
    expect([...steps].sort()).toMatchInlineSnapshot(`
      [
        "arm",
        "bank",
        "battery",
        "cell",
        "clear",
        "crystal",
        "expect",
        "hold",
        "host",
        "host-clock",
        "power-cuts",
        "press",
        "repeat",
        "replug",
        "supply",
        "temperature",
        "unplug",
        "wait",
      ]
    `);
    expect(new Set(drawn.map(({ given }) => given.load?.mode))).toEqual(
      new Set([undefined, 'totp', 'hotp', 'ocra']),
    );
  });
});
