import { describe, expect, it } from 'vitest';
import { readCredentials } from '../../../../host/bank/radius/credentials.ts';
import { readPacket, valuesOf } from '../../../../host/bank/radius/packet.ts';

const header = (length: number): number[] => [
  1,
  7,
  length >> 8,
  length & 255,
  ...Array<number>(16).fill(9),
];

describe('a packet’s lengths add up, or it is no packet (RFC 2865 §3)', () => {
  it.each([
    ['fewer than 20 bytes', header(20).slice(0, 19)],
    ['a length below 20', header(19)],
    ['a length beyond the datagram', header(21)],
    ['a length over 4096', [...header(4097), ...Array<number>(4077).fill(2)]],
    ['an attribute without its length', [...header(21), 1]],
    ['an attribute shorter than its head', [...header(22), 1, 1]],
    ['an attribute beyond the packet', [...header(23), 1, 4, 0]],
    ['more than 200 attributes', [...header(20 + 402), ...Array<number>(402).fill(2)]],
  ])('%s', (_rule, bytes) => {
    expect(readPacket(Uint8Array.from(bytes))).toBeUndefined();
  });

  it('bytes behind it are padding', () => {
    const packet = readPacket(Uint8Array.from([...header(23), 1, 3, 65, 66, 67]));
    expect(packet?.bytes.length).toBe(23);
    expect(valuesOf(packet ?? raise(), 1)).toEqual([Uint8Array.of(65)]);
  });
});

it('the request of RFC 2865 §7.1 has user nemo and password arctangent', () => {
  const packet = readPacket(
    Buffer.from(
      '010000380f403f9473978057bd83d5cb98f4227a01066e656d6f02120dbe708d93d413ce3196e43f782a0aee0406c0a80110050600000003',
      'hex',
    ),
  );
  expect(readCredentials(packet ?? raise(), Buffer.from('xyzzy5461'))).toEqual({
    kind: 'pap',
    user: 'nemo',
    password: 'arctangent',
  });
});

function raise(): never {
  throw new Error('no packet');
}
