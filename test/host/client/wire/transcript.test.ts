import { getInfo, openChannel, readCode, readDisplay, sealed } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { Transcript, type TranscriptMessage } from '../../../../host/client/wire/transcript.ts';
import { fobInfo, PARAMETERS } from '../support/values.ts';

const CODE = readCode.reply.encode({ code: '287082', mode: 'totp' });
const DISPLAY = readDisplay.reply.encode({ on: true, text: '287 082' });
const LOAD_SEED = { name: 'LoadSeed', code: sealed.code };

let transcript: Transcript;
let told: TranscriptMessage[];

beforeEach(() => {
  told = [];
  transcript = new Transcript(() => 42);
  transcript.onMessage((message) => told.push(message));
});

function learn(purpose: 'test' | 'production'): void {
  const info = fobInfo({ loaded: { ...PARAMETERS, purpose } });
  transcript.reply(getInfo, 'ok', getInfo.reply.encode(info));
  told = [];
}

describe('a transcript', () => {
  it('tells direction, command, status, time and fields', () => {
    transcript.request(getInfo, getInfo.request.encode({}), 2);
    learn('test');
    transcript.reply(readCode, 'ok', CODE);
    expect(told).toEqual([
      {
        direction: 'reply',
        command: 'ReadCode',
        status: 'ok',
        sealed: false,
        atMs: 42,
        fields: { code: '287082', mode: 'totp' },
      },
    ]);
  });

  it.each([
    [
      'a production fob',
      () => {
        learn('production');
      },
    ],
    ['a fob whose purpose is not known', () => undefined],
    [
      'a fob that was just loaded',
      () => {
        learn('test');
        transcript.request(LOAD_SEED, new Uint8Array(0), 1);
      },
    ],
    [
      'a link that was opened again',
      () => {
        learn('test');
        transcript.forget();
      },
    ],
  ])('masks the codes of %s', (_, arrange) => {
    arrange();
    told = [];
    transcript.reply(readCode, 'ok', CODE);
    transcript.reply(readDisplay, 'ok', DISPLAY);
    expect(told.map((message) => message.fields)).toEqual([
      { code: '******', mode: 'totp' },
      { on: true, text: '*** ***' },
    ]);
  });

  it('tells a sealed command by its inner name and without any field', () => {
    transcript.request(
      LOAD_SEED,
      sealed.request.encode({ sequence: 0, ciphertext: new Uint8Array(20) }),
      1,
    );
    transcript.reply(LOAD_SEED, 'ok', new Uint8Array(0));
    transcript.opened('LoadSeed', 'ok');
    expect(told).toEqual([
      { direction: 'request', command: 'LoadSeed', sealed: true, attempt: 1, atMs: 42 },
      { direction: 'reply', command: 'LoadSeed', status: 'ok', sealed: true, atMs: 42 },
    ]);
  });

  it('tells no field of a handshake', () => {
    const payload = openChannel.request.encode({ handshake: new Uint8Array(48) });
    transcript.request(openChannel, payload, 1);
    expect(told[0]).not.toHaveProperty('fields');
  });

  it('has as many listeners as want to hear it', () => {
    const other: TranscriptMessage[] = [];
    const stop = transcript.onMessage((message) => other.push(message));
    transcript.opened('Wipe', 'ok');
    stop();
    transcript.opened('Wipe', 'ok');
    expect([told.length, other.length]).toEqual([2, 1]);
  });
});
