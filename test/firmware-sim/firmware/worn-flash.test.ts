import {
  type Command,
  keyCheck,
  loadSeed,
  readCode,
  rotateTransportKey,
  setClock,
  trimClock,
  wipe,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import {
  blankFob,
  expectOk,
  HOTP_LOAD,
  loadedFob,
  RawHost,
  START,
  TICKS,
  TOTP_LOAD,
} from '../../support/raw-host.ts';
import { infoOf, push, replyOf, seen, statusOf } from './firmware-support.ts';

/** Ages the flash until its cells take nothing more; what it holds stays readable. */
function wearOut(host: RawHost): void {
  const { flash } = host.fob.parts;
  const worn = flash.wearLimit + 2000;
  flash.load({ ...flash.save(), wear0: worn, wear1: worn });
}

function worn(host: RawHost): RawHost {
  expectOk(host.open());
  expect(host.sealedCall(trimClock, { trimPpb: 1_000_000 }).status).toBe('trim-limit');
  wearOut(host);
  return host;
}

describe('flash that takes nothing more', () => {
  it.each<[string, (host: RawHost) => string]>([
    ['TrimClock', (host) => host.sealedCall(trimClock, { trimPpb: 5 }).status],
    ['SetClock', (host) => host.sealedCall(setClock, { clock: START + TICKS }).status],
    ['RotateTransportKey', (host) => rotate(host)],
    ['Wipe', (host) => host.sealedCall(wipe, {}).status],
    ['ReadCode of HOTP', (host) => host.call(readCode, {}).status],
    ['OpenChannel', (host) => host.open()],
  ])('makes %s answer flash-failed and changes nothing', (_, ask) => {
    const host = worn(loadedFob('generic', HOTP_LOAD));
    const [info, status] = [infoOf(host), statusOf(host, 16)];
    expect(ask(host)).toBe('flash-failed');
    expect(infoOf(host)).toEqual(info);
    expect(statusOf(host, 16)).toEqual(status);
  });

  it('makes LoadSeed answer flash-failed and leaves the fob blank', () => {
    const host = worn(new RawHost(blankFob()));
    expect(host.sealedCall(loadSeed, TOTP_LOAD).status).toBe('flash-failed');
    expect(infoOf(host).lifecycle).toBe('blank');
  });

  it('makes a press show no code: it could not be counted', () => {
    const host = worn(loadedFob('generic', HOTP_LOAD));
    push(host.fob);
    expect(seen(host.fob)).toBe('------');
    expect(statusOf(host)).toMatchObject({ presses: 0, counter: 0 });
  });

  it('does not stop what needs no writing', () => {
    const host = worn(loadedFob());
    expect(host.call(readCode, {}).status).toBe('ok');
    const check: Command<{ nonce: Uint8Array }, { tag: Uint8Array }> = keyCheck;
    expect(replyOf(host.sealedCall(check, { nonce: new Uint8Array(16) })).tag).toHaveLength(32);
  });
});

function rotate(host: RawHost): string {
  return host.sealedCall(rotateTransportKey, { key: new Uint8Array(32).fill(1) }).status;
}
