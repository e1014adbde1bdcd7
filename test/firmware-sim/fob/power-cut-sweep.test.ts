import type { Fob } from '@fobkit/firmware-sim';
import {
  getInfo,
  keyCheck,
  keyCheckTag,
  loadedParameters,
  loadSeed,
  toHex,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import { Prng } from '../../support/prng.ts';
import { DEVICE_ID, RawHost } from '../../support/raw-host.ts';
import { copier, type Meaning, meaningOf, type Scene, SCENES } from './power-cut-scenes.ts';

/** What becomes of the bits of a torn byte: all old, all new, and a result between them. */
const TEARS: readonly (() => () => number)[] = [
  () => () => 0xff,
  () => () => 0x00,
  () => {
    const dice = new Prng(1);
    return () => dice.below(256);
  },
];

const counts = { first: 0, second: 0, steps: 0 };

/** The scene's fob with a host, and with a channel that is open and proven where one is wanted. */
function begin(scene: Scene, copy: () => Fob): RawHost {
  const host = new RawHost(copy());
  if (scene.key !== undefined) {
    host.open(scene.key);
    host.sealedCall({ ...getInfo, sealed: true }, {});
  }
  return host;
}

/** Everything that a fob may remember after a cut. */
function allowedStates(scene: Scene, copy: () => Fob): readonly string[] {
  const host = begin(scene, copy);
  const old = meaningOf(host.fob);
  scene.act(host);
  const after = meaningOf(host.fob);
  const between = scene.between?.(old) ?? [];
  return [old, ...between.map((part) => ({ ...old, ...part })), after].map(text);
}

function text(meaning: Meaning): string {
  return JSON.stringify(meaning);
}

/** Codes that came out of the fob, by LCD or by wire, with the counter that flash held then. */
function watchCodes(fob: Fob): { shown: number } {
  const seen = { shown: 0 };
  const note = (): void => {
    seen.shown = Math.max(seen.shown, fob.firmware?.core.memory.counter ?? 0);
  };
  fob.observe((noted) => {
    if (noted.kind === 'lcd' && /^\d{6}$/.test(noted.text)) note();
    if (noted.kind === 'bytes' && noted.direction === 'to-host') note();
  });
  return seen;
}

function flashHolds(fob: Fob, secret: Uint8Array): boolean {
  const { flash } = fob.parts;
  const image = Buffer.from(flash.read(0, flash.pageSize * flash.pageCount));
  for (let at = 0; at + 8 <= secret.length; at += 8) {
    if (image.includes(Buffer.from(secret.subarray(at, at + 8)))) return true;
  }
  return false;
}

/** What must hold of a fob after any cut. */
function check(scene: Scene, host: RawHost, allowed: readonly string[], shown: number): void {
  const { fob } = host;
  const answer = (host.wire.plugged ? host : new RawHost(fob)).call(getInfo, {});
  if (answer.status !== 'ok') expect.fail(`GetInfo: ${answer.status}`);
  const meaning = meaningOf(fob);
  if (!allowed.includes(text(meaning))) {
    expect.fail(`neither old nor new: ${text(meaning)}\nof ${allowed.join('\n')}`);
  }
  if (meaning.counter < shown) expect.fail('the counter went back');
  const memory = fob.firmware?.core.memory;
  if (memory?.countDamaged() !== 0) expect.fail('a cut looks like rot');
  const sequences = memory.events.map(({ sequence }) => sequence);
  if (sequences.some((sequence, i) => i > 0 && sequence !== (sequences[i - 1] ?? 0) + 1)) {
    expect.fail(`the log has a gap: ${sequences.join(' ')}`);
  }
  if (scene.gone !== undefined && text(meaning) === allowed.at(-1) && flashHolds(fob, scene.gone)) {
    expect.fail('what was to be erased is still in flash');
  }
}

/** By the wire alone: opens a channel by the key that GetInfo's generation names, and compares. */
function checkSeedByWire(scene: Scene, fob: Fob, meaning: Meaning): void {
  const host = new RawHost(fob);
  const key = meaning.key === undefined ? host.factoryKey : fromHex(meaning.key);
  let opened = host.open(key);
  if (opened === 'delayed') {
    fob.advance(8 * 32_768);
    opened = host.open(key);
  }
  if (opened !== 'ok') expect.fail(`${scene.name}: ${opened}`);
  const nonce = new Uint8Array(16).fill(7);
  const answer = host.sealedCall(keyCheck, { nonce });
  if (meaning.token === undefined) {
    expect(answer.status).toBe('wrong-lifecycle');
    return;
  }
  const { seed, ...rest } = loadSeed.request.decode(fromHex(meaning.token));
  const parameters = loadedParameters.encode(rest);
  const tag = keyCheckTag(nodePrimitives, { seed, nonce, deviceId: DEVICE_ID, parameters });
  expect(answer.status === 'ok' && toHex(answer.reply.tag)).toBe(toHex(tag));
}

describe.each(SCENES.map((scene) => [scene.name, scene] as const))('%s', (_, scene) => {
  const copy = copier(scene.prepare());
  const allowed = allowedStates(scene, copy);

  /** One run with a cut; whether it fired, and the fob that is left. */
  function cut(afterBytes: number, torn: () => number, second?: number): RawHost | undefined {
    const host = begin(scene, copy);
    const { flash } = host.fob.parts;
    const seen = watchCodes(host.fob);
    if (second !== undefined) {
      const stop = host.fob.observe((noted) => {
        if (noted.kind !== 'reset' || flash.cuts === 0) return;
        stop();
        flash.armCut({ afterBytes: second, torn });
      });
    }
    flash.armCut({ afterBytes, torn });
    scene.act(host);
    flash.disarmCut();
    if (flash.cuts === 0) return undefined;
    if (second === undefined || flash.cuts > 1) check(scene, host, allowed, seen.shown);
    return host;
  }

  it('cut at every byte that it writes leaves the old state or the new one', () => {
    const lengths = TEARS.map((tear) => {
      let steps = 0;
      const found = new Set<string>();
      for (;;) {
        const host = cut(steps, tear());
        if (host === undefined) break;
        found.add(text(meaningOf(host.fob)));
        if (steps % 16 === 0) checkSeedByWire(scene, host.fob, meaningOf(host.fob));
        steps++;
      }
      counts.first += steps;
      expect(found.size).toBe(new Set(allowed).size);
      return steps;
    });
    expect(new Set(lengths).size).toBe(1);
    expect(lengths[0]).toBe(stepsOf(scene, copy));
    counts.steps += lengths[0] ?? 0;
  });

  it('cut again at every byte of the recovery leaves the old state or the new one', () => {
    const steps = stepsOf(scene, copy);
    const dice = new Prng(9);
    const firsts = [
      [0.5, 1],
      [0.2, 7],
      [0.9, 7],
    ] as const;
    for (const [part, stride] of firsts) {
      for (let second = 0; ; second += stride) {
        const host = cut(Math.floor(steps * part), () => dice.below(256), second);
        if (host === undefined) expect.fail('the first cut did not fire');
        if (host.fob.parts.flash.cuts < 2) break;
        counts.second++;
      }
    }
  });
});

/** How many bytes and erases the operation takes when nothing cuts it. */
function stepsOf(scene: Scene, copy: () => Fob): number {
  const host = begin(scene, copy);
  const { flash } = host.fob.parts;
  const before = flash.programmedBytes + flash.erases;
  scene.act(host);
  return flash.programmedBytes + flash.erases - before;
}

it('the sweeps made as many cuts as there were bytes and erases', () => {
  expect(counts.first).toBe(counts.steps * TEARS.length);
  expect(counts.first).toBeGreaterThan(5_000);
  expect(counts.second).toBeGreaterThan(2_000);
});
