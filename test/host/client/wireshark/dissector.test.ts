import { readFileSync } from 'node:fs';
import {
  catalogue,
  encodeSerialFrame,
  fromHex,
  PROTOCOL_VERSION,
  replyEnvelope,
  requestEnvelope,
  statusCodes,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { DISSECTOR, dissectorWithTables } from '../../../support/dissector-tables.ts';
import { tshark, tsharkFields, tsharkReason, withoutTshark } from '../../../support/tshark.ts';
import { LUA, type Said, serial, framed, infos, details } from './dissected.ts';

describe('the tables of the dissector', () => {
  it('are those of the protocol', () => {
    const committed = readFileSync(DISSECTOR, 'utf8');
    expect(committed === dissectorWithTables(), 'run `npm run dissector` and commit it').toBe(true);
  });
});

describe.skipIf(withoutTshark)(`the dissector in tshark${tsharkReason}`, () => {
  it('names every command, its requests and its replies', () => {
    const tag = new Uint8Array(8).fill(9);
    const said = catalogue.flatMap(({ code }): Said[] => [
      [
        '>',
        encodeSerialFrame(
          requestEnvelope.encode({ version: 1, command: code, tag, payload: Uint8Array.of(0xa0) }),
        ),
      ],
      [
        '<',
        encodeSerialFrame(
          replyEnvelope.encode({ version: 1, command: code, tag, status: 'internal' }),
        ),
      ],
    ]);
    expect(infos(serial(said))).toEqual(
      catalogue.flatMap(({ name }) => [`${name} request`, `${name} reply: internal`]),
    );
  });

  it('names every status', () => {
    const names = Object.keys(statusCodes) as (keyof typeof statusCodes)[];
    const said = names.map((status): Said => {
      const tag = new Uint8Array(8);
      const envelope = { version: PROTOCOL_VERSION, command: 6, tag, status };
      return ['<', encodeSerialFrame(replyEnvelope.encode(envelope))];
    });
    expect(infos(serial(said))).toEqual(names.map((name) => `Wink reply: ${name}`));
  });

  it('tells the fields of a reply by name, those within others too', () => {
    const told = details(serial([['<', framed('get-info-reply')]]));
    expect(told.slice(told.indexOf('fobkit message, GetInfo reply: ok'))).toEqual([
      'fobkit message, GetInfo reply: ok',
      'Version: 1',
      'Command: GetInfo (0x0001)',
      'Tag: a1a2a3a4a5a6a7a8',
      'Status: ok (0x0000)',
      'Payload: get-info-reply',
      'protocolVersion: 1',
      'deviceId: f0b17a5500000017',
      'model: FK-1',
      'firmwareVersion: 1.4.7',
      'lifecycle: ready (1)',
      'keyGeneration: 0',
      'batchKeyId: 0b4d47a1',
      'features',
      'modes: totp (0)',
      'modes: hotp (1)',
      'algorithms: SHA1 (0)',
      'algorithms: SHA256 (1)',
      'minDigits: 6',
      'maxDigits: 8',
      'steps: 30',
      'steps: 60',
      ...catalogue.map(({ name, code }) => `commands: ${String(code)} (${name})`),
      'clockAdjustLimitSeconds: 600',
      'trimLimitPpb: 100000',
      'hasButton: True',
      'loaded',
      'mode: totp (0)',
      'algorithm: SHA1 (0)',
      'digits: 6',
      'serialLabel: SKTH00000017',
      'purpose: test (0)',
      'stepSeconds: 30',
      't0: 0 (1970-01-01 00:00:00 UTC)',
    ]);
  });

  it('has a filter for every field', () => {
    const capture = serial([
      ['<', framed('get-status-reply')],
      ['<', framed('read-code-reply')],
    ]);
    const fields = ['fobkit.get_status_reply.battery_millivolts', 'fobkit.read_code_reply.code'];
    expect(tsharkFields(capture, fields, ...LUA)).toEqual([
      ['3000', ''],
      ['', '287082'],
    ]);
  });

  it('links a reply with its request by the tag', () => {
    const capture = serial([
      ['>', framed('get-info-request')],
      ['<', framed('get-info-reply')],
    ]);
    const fields = ['fobkit.reply_to', 'fobkit.reply_in'];
    expect(tsharkFields(capture, fields, ...LUA, '-2')).toEqual([
      ['', '2'],
      ['1', ''],
    ]);
  });

  it('shows what is masked, and says so', () => {
    const damaged = framed('read-code-reply').map((byte, i) => (i === 20 ? byte ^ 4 : byte));
    const told = details(
      serial(
        [
          ['<', framed('read-code-reply')],
          ['<', damaged],
        ],
        'production',
      ),
    );
    expect(told).toContain('code: ******');
    expect(told).toContain('[Expert Info (Note/Security): masked when it was captured]');
  });

  it.each(['00', '01', '04'])(
    'takes an envelope whose field %s is beyond its limits for none, and lives on',
    (key) => {
      const numbers = { '00': '01', '01': '02', '04': '00', [key]: '1bffffffffffffffff' };
      const envelope = fromHex(
        `a500${numbers['00']}01${numbers['01']}0248a1a2a3a4a5a6a7a80341a004${numbers['04']}`,
      );
      const text = tshark(serial([['<', encodeSerialFrame(envelope)]]), ...LUA);
      expect(text).toContain('malformed message');
      expect(text).not.toContain('Lua Error');
    },
  );

  it.each([
    ['a name', '01', 'lifecycle'],
    ['a positive number', '02', 'batteryPercent'],
  ])('does not cut %s that is too large down to one that fits', (_, key, field) => {
    const payload = `a1${key}1b0020000000000100`;
    const envelope = fromHex(`a5000101020248a1a2a3a4a5a6a7a8034b${payload}0400`);
    const told = details(serial([['<', encodeSerialFrame(envelope)]]));
    expect(told).toContain(`${field}: out of range`);
  });

  it('passes over fields that it does not know', () => {
    const payload = Uint8Array.of(0xa2, 1, 5, 0x18, 99, 0x82, 1, 2);
    const tag = new Uint8Array(8);
    const request = requestEnvelope.encode({ version: 1, command: 2, tag, payload });
    const told = details(serial([['>', encodeSerialFrame(request)]]));
    expect(told).toContain('events: 5');
    expect(told).toContain('Key 99: Unknown field: 820102');
  });
});
