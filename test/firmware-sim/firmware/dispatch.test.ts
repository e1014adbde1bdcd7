import {
  catalogue,
  deriveTransportKey,
  getInfo,
  getStatus,
  innerReply,
  innerRequest,
  keyCheck,
  PROTOCOL_VERSION,
  readCode,
  type ReplyEnvelope,
  replyEnvelope,
  requestEnvelope,
  sealed,
  setClock,
  toHex,
  wipe,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import { BATCH_KEY, blankFob, DEVICE_ID, loadedFob, RawHost } from '../../support/raw-host.ts';
import { encodeEntries, encodeItem, type Item } from '../../protocol/message/cbor-items.ts';
import { WAYS } from './firmware-support.ts';

const TAG = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const NO_TAG = new Uint8Array(8);
const EMPTY_MAP = Uint8Array.of(0xa0);

function answerTo(host: RawHost, message: Uint8Array): ReplyEnvelope {
  const answer = host.exchange(message);
  if (answer === undefined) throw new Error('silence');
  return replyEnvelope.decode(answer);
}

function request(
  command: number,
  payload: Uint8Array = EMPTY_MAP,
  version = PROTOCOL_VERSION,
): Uint8Array {
  return requestEnvelope.encode({ version, command, tag: TAG, payload });
}

describe('a message that is no envelope', () => {
  it.each([
    ['80', 'no map'],
    ['a0', 'a map without version and tag'],
    ['a10001', 'a map without tag'],
    ['ff', 'no CBOR'],
  ])('%s gets malformed, command 0 and a tag of zeros: %s', (hex) => {
    const message = Uint8Array.from(Buffer.from(hex, 'hex'));
    expect(answerTo(new RawHost(blankFob()), message)).toEqual({
      version: 1,
      command: 0,
      tag: NO_TAG,
      status: 'malformed',
    });
  });

  it.each<[string, [number, Item][]]>([
    [
      'the command missing',
      [
        [0, 1],
        [2, TAG],
        [3, EMPTY_MAP],
      ],
    ],
    [
      'the command a text',
      [
        [0, 1],
        [1, 'x'],
        [2, TAG],
        [3, EMPTY_MAP],
      ],
    ],
    [
      'no payload',
      [
        [0, 1],
        [1, 1],
        [2, TAG],
      ],
    ],
    [
      'a payload too long',
      [
        [0, 1],
        [1, 1],
        [2, TAG],
        [3, new Uint8Array(961)],
      ],
    ],
    [
      'a key twice behind the tag',
      [
        [0, 1],
        [1, 1],
        [2, TAG],
        [3, EMPTY_MAP],
        [3, EMPTY_MAP],
      ],
    ],
  ])('with version and tag, but %s, gets malformed with its tag', (_, entries) => {
    const reply = answerTo(new RawHost(blankFob()), encodeEntries(entries));
    expect(reply).toEqual({ version: 1, command: 0, tag: TAG, status: 'malformed' });
  });

  it('with bytes behind it gets malformed', () => {
    const message = Uint8Array.from([...request(1), 0]);
    expect(answerTo(new RawHost(blankFob()), message).status).toBe('malformed');
  });
});

describe('the order of checks', () => {
  it('the version comes before everything that it could change', () => {
    const other = encodeItem(
      new Map<number, Item>([
        [0, 2],
        [1, 'a text now'],
        [2, TAG],
      ]),
    );
    expect(answerTo(new RawHost(blankFob()), other)).toEqual({
      version: 1,
      command: 0,
      tag: TAG,
      status: 'unsupported-version',
    });
    expect(answerTo(new RawHost(blankFob()), request(1, EMPTY_MAP, 0)).status).toBe(
      'unsupported-version',
    );
  });

  it('an unknown command comes before its payload', () => {
    const reply = answerTo(new RawHost(blankFob()), request(0x7777, Uint8Array.of(0xff)));
    expect(reply).toEqual({ version: 1, command: 0x7777, tag: TAG, status: 'unknown-command' });
  });

  it('the seal comes before the lifecycle and the payload', () => {
    const host = new RawHost(blankFob());
    for (const { code } of catalogue.filter((command) => command.sealed)) {
      const reply = answerTo(host, request(code, Uint8Array.of(0xff)));
      expect(reply).toEqual({ version: 1, command: code, tag: TAG, status: 'seal-required' });
    }
  });

  it('the lifecycle comes before the payload', () => {
    const host = new RawHost(blankFob());
    const reply = answerTo(host, request(readCode.code, Uint8Array.of(0xff)));
    expect(reply.status).toBe('wrong-lifecycle');
  });

  it('the payload comes before what the command would refuse', () => {
    const host = loadedFob();
    const wrong = encodeItem(new Map([[1, 5]]));
    expect(answerTo(host, request(readCode.code, wrong)).status).toBe('bad-payload');
  });
});

describe('a payload', () => {
  const status = (payload: Uint8Array): string =>
    answerTo(new RawHost(blankFob()), request(getStatus.code, payload)).status;

  it.each([
    ['', 'nothing'],
    ['80', 'no map'],
    ['a10111', 'a number beyond its limit'],
    ['a1016161', 'a field of another type'],
    ['a2010101' + '01', 'a key twice'],
    ['a1011801', 'a number longer than need be'],
    ['a000', 'a byte more'],
  ])('%j gets bad-payload: %s', (hex) => {
    expect(status(Uint8Array.from(Buffer.from(hex, 'hex')))).toBe('bad-payload');
  });

  it('with fields that are not known is taken', () => {
    expect(
      status(
        encodeItem(
          new Map<number, Item>([
            [1, 2],
            [77, ['x', true]],
          ]),
        ),
      ),
    ).toBe('ok');
  });
});

describe('a reply', () => {
  it('echoes command and tag, and has a payload when its status is ok', () => {
    const host = new RawHost(blankFob());
    const reply = answerTo(host, request(getInfo.code));
    expect(reply).toMatchObject({ version: 1, command: getInfo.code, tag: TAG, status: 'ok' });
    expect(getInfo.reply.decode(reply.payload ?? NO_TAG).lifecycle).toBe('blank');
  });

  it('has none when it refuses', () => {
    const host = new RawHost(blankFob());
    expect(answerTo(host, request(readCode.code))).not.toHaveProperty('payload');
  });

  it('is internal when a handler breaks down, and the fob goes on', () => {
    const host = loadedFob();
    const { thermometer } = host.fob.parts;
    thermometer.deciCelsius = () => {
      throw new Error('a mistake of this program');
    };
    expect(answerTo(host, request(getStatus.code)).status).toBe('internal');
    expect(answerTo(host, request(getInfo.code)).status).toBe('ok');
  });

  it('is internal when a part measures what its field cannot hold', () => {
    const host = new RawHost(blankFob());
    host.fob.setTemperature(9999);
    expect(answerTo(host, request(getStatus.code)).status).toBe('internal');
    expect(answerTo(host, request(getInfo.code)).status).toBe('ok');
  });
});

describe('inside the channel', () => {
  function inner(host: RawHost, plaintext: Uint8Array): { command: number; status: string } {
    const channel = host.channel;
    if (channel === undefined) throw new Error('no channel');
    const tag = host.nextTag();
    const sequence = channel.send.next;
    const ciphertext = channel.send.seal(tag, plaintext) ?? NO_TAG;
    const answer = host.call(sealed, { sequence, ciphertext }, tag);
    if (answer.status !== 'ok') throw new Error(answer.status);
    const opened = channel.receive.open(tag, answer.reply.ciphertext);
    if (opened === undefined) throw new Error('the reply does not open');
    return innerReply.decode(opened);
  }

  function opened(host = new RawHost(blankFob())): RawHost {
    host.open();
    return host;
  }

  it('a plaintext that is no request gets malformed and command 0', () => {
    expect(inner(opened(), Uint8Array.of(0xff))).toEqual({ command: 0, status: 'malformed' });
  });

  it('commands that need no seal are unknown', () => {
    const host = opened();
    for (const { code } of catalogue.filter((command) => !command.sealed)) {
      const plaintext = innerRequest.encode({ command: code, payload: EMPTY_MAP });
      expect(inner(host, plaintext)).toEqual({ command: code, status: 'unknown-command' });
    }
  });

  it('the lifecycle comes before the payload', () => {
    const plaintext = innerRequest.encode({ command: keyCheck.code, payload: NO_TAG });
    expect(inner(opened(), plaintext).status).toBe('wrong-lifecycle');
  });

  it('a payload that is not what the command takes gets bad-payload', () => {
    for (const { code } of catalogue.filter((command) => command.sealed)) {
      const host = opened(code === 0x20 ? WAYS.blank() : WAYS.ready());
      const plaintext = innerRequest.encode({ command: code, payload: Uint8Array.of(0x80) });
      expect(inner(host, plaintext)).toEqual({ command: code, status: 'bad-payload' });
    }
  });

  it('a refusal leaves the channel open for the next request', () => {
    const host = opened(WAYS.ready());
    expect(host.sealedCall(setClock, { clock: 0 }).status).toBe('clock-backward');
    expect(host.sealedCall(wipe, {}).status).toBe('ok');
  });
});

it('the transport key of a blank fob follows from batch key and device id', () => {
  const key = deriveTransportKey(nodePrimitives, BATCH_KEY, DEVICE_ID);
  const host = new RawHost(blankFob());
  expect(toHex(host.factoryKey)).toBe(toHex(key));
  expect(host.open(key)).toBe('ok');
});
