import { takeSnapshot } from '@fobkit/firmware-sim';
import {
  catalogue,
  type Command,
  getInfo,
  getStatus,
  keyCheck,
  type Lifecycle,
  loadSeed,
  openChannel,
  readCode,
  readDisplay,
  rotateTransportKey,
  sealed,
  selfTest,
  setClock,
  type Status,
  trimClock,
  wink,
  wipe,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import type { RawHost } from '../../support/raw-host.ts';
import { START, TICKS, TOTP_LOAD } from '../../support/raw-host.ts';
import { infoOf, WAYS } from './firmware-support.ts';

const STATES = ['blank', 'ready', 'clock-lost', 'expired', 'dead'] as const;
type Row = Readonly<Record<Lifecycle, Status>>;

const EVERYWHERE: Row = {
  blank: 'ok',
  ready: 'ok',
  'clock-lost': 'ok',
  expired: 'ok',
  dead: 'ok',
};
const NOWHERE: Row = {
  blank: 'wrong-lifecycle',
  ready: 'wrong-lifecycle',
  'clock-lost': 'wrong-lifecycle',
  expired: 'wrong-lifecycle',
  dead: 'wrong-lifecycle',
};

interface Case<Request, Reply> {
  readonly command: Command<Request, Reply>;
  readonly request: Request;
  readonly row: Row;
}

function entry<Request, Reply>(command: Command<Request, Reply>, request: Request, row: Row) {
  const one: Case<Request, Reply> = { command, request, row };
  return {
    command,
    row,
    ask: (host: RawHost): Status | 'silence' =>
      command.sealed
        ? host.sealedCall(one.command, one.request).status
        : host.call(one.command, one.request).status,
  };
}

/** docs/protocol/06-commands.md, the table at its head. */
const TABLE = [
  entry(getInfo, {}, EVERYWHERE),
  entry(getStatus, {}, EVERYWHERE),
  entry(readCode, {}, { ...NOWHERE, ready: 'ok' }),
  entry(readDisplay, {}, EVERYWHERE),
  entry(selfTest, {}, EVERYWHERE),
  entry(wink, {}, EVERYWHERE),
  entry(loadSeed, TOTP_LOAD, { ...NOWHERE, blank: 'ok' }),
  entry(setClock, { clock: START + 60 * TICKS }, { ...EVERYWHERE, 'clock-lost': 'clock-limit' }),
  entry(trimClock, { trimPpb: -500 }, EVERYWHERE),
  entry(rotateTransportKey, { key: new Uint8Array(32).fill(9) }, EVERYWHERE),
  entry(keyCheck, { nonce: new Uint8Array(16) }, { ...EVERYWHERE, blank: 'wrong-lifecycle' }),
  entry(wipe, {}, EVERYWHERE),
];

/** The fob, with a channel that is proven, so that no count of attempts is left to clear. */
function fobIn(state: Lifecycle): RawHost {
  const host = WAYS[state]();
  expect(host.open()).toBe('ok');
  const proof = host.sealedCall({ ...wink, sealed: true }, {});
  expect(proof.status).toBe('unknown-command');
  expect(infoOf(host).lifecycle).toBe(state);
  return host;
}

it('the table has every command but those of the channel itself', () => {
  const others = [openChannel.code, sealed.code];
  const codes = catalogue.map(({ code }) => code).filter((code) => !others.includes(code));
  expect(TABLE.map(({ command }) => command.code)).toEqual(codes);
});

describe.each(STATES)('a fob that is %s', (state) => {
  it.each(TABLE.map((one) => [one.command.name, one] as const))('answers %s', (_, one) => {
    const host = fobIn(state);
    const before = takeSnapshot(host.fob);
    const status = one.ask(host);
    expect(status).toBe(one.row[state]);
    if (status !== 'ok') {
      expect(takeSnapshot(host.fob) === before, 'a refused command changed the fob').toBe(true);
    }
  });

  it('opens a channel', () => {
    expect(WAYS[state]().open()).toBe('ok');
  });

  it.each(
    TABLE.filter(({ command }) => command.sealed).map((one) => [one.command.name, one] as const),
  )('refuses %s outside the channel and stays as it is', (_, one) => {
    const host = fobIn(state);
    const before = takeSnapshot(host.fob);
    const bare = { ...one.command, sealed: false };
    expect(
      entry(
        bare,
        { clock: 0, ...TOTP_LOAD, nonce: new Uint8Array(16), trimPpb: 0, key: new Uint8Array(32) },
        one.row,
      ).ask(host),
    ).toBe('seal-required');
    expect(takeSnapshot(host.fob) === before).toBe(true);
  });
});
