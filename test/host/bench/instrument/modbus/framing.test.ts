import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '@fobkit/protocol';
import { crc16 } from '../../../../../host/bench/instrument/modbus/crc16.ts';
import { rtuFraming, TcpFraming } from '../../../../../host/bench/instrument/modbus/framing.ts';
import {
  checkWritten,
  ModbusException,
  readReply,
  readRequest,
  writeRequest,
} from '../../../../../host/bench/instrument/modbus/pdu.ts';
import vectors from '../../../../vectors/modbus-frames.json' with { type: 'json' };

// Frames of mbpoll and python3-pymodbus.

const REQUESTS = {
  'read register 100': readRequest(100, 1),
  'write 850 to register 300': writeRequest(300, [850]),
  'write registers 300 and 301': writeRequest(300, [850, 851]),
  'read a register that is none': readRequest(9000, 1),
} as const;

function requestOf(what: string): Uint8Array {
  const found = Object.entries(REQUESTS).find(([name]) => name === what)?.[1];
  return found ?? expect.unreachable(what);
}

describe('Modbus on a serial line', () => {
  it.each(vectors.rtu)('$what: as others send and answer it', ({ what, request, reply }) => {
    const pdu = requestOf(what);
    expect(toHex(rtuFraming.frame(1, pdu))).toBe(request);
    const read = rtuFraming.read(1, pdu);
    const bytes = fromHex(reply);
    expect(read(bytes)).toEqual({ value: bytes.slice(1, -2), length: bytes.length });
    for (let cut = 0; cut < bytes.length; cut++)
      expect(read(bytes.subarray(0, cut))).toBeUndefined();
  });

  it('refuses an answer with a bit turned, wherever it is', () => {
    const bytes = fromHex('01030200ebf80b');
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const spoilt = bytes.slice();
        spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const read = rtuFraming.read(1, readRequest(100, 1));
        // A longer length waits for bytes that never come.
        let value: unknown;
        try {
          value = read(spoilt);
        } catch {
          return;
        }
        expect(value).toBeUndefined();
      }),
    );
  });

  it('has the CRC of the standard: "123456789" gives 4B37', () => {
    expect(crc16(Uint8Array.from('123456789', (c) => c.charCodeAt(0)))).toBe(0x4b37);
  });
});

describe('Modbus on TCP', () => {
  it.each(vectors.tcp)('$what: as others send and answer it', ({ what, request, reply }) => {
    const framing = new TcpFraming();
    const pdu = requestOf(what);
    expect(toHex(framing.frame(1, pdu))).toBe(request);
    const bytes = fromHex(reply);
    expect(framing.read(1)(bytes)).toEqual({ value: bytes.slice(7), length: bytes.length });
  });

  it('refuses the answer to another transaction: it is a late one', () => {
    const framing = new TcpFraming();
    framing.frame(1, readRequest(100, 1));
    framing.frame(1, readRequest(100, 1));
    expect(() => framing.read(1)(fromHex('00010000000501030200eb'))).toThrow('another transaction');
  });

  it.each([
    ['another protocol', '00010001000501030200eb'],
    ['a length that no frame has', '0001000001ff01030200eb'],
    ['another unit', '00010000000502030200eb'],
  ])('refuses %s', (_, reply) => {
    const framing = new TcpFraming();
    framing.frame(1, readRequest(100, 1));
    expect(() => framing.read(1)(fromHex(reply))).toThrow(Error);
  });
});

describe('the answer to a request', () => {
  it('is its registers', () => {
    expect(readReply(readRequest(100, 2), fromHex('030400ebfe70'))).toEqual([0xeb, 0xfe70]);
  });

  it('is an exception by number and name', () => {
    expect(() => readReply(readRequest(9000, 1), fromHex('8302'))).toThrow(new ModbusException(2));
  });

  it.each(['0302', '030200', '030400ebfe70ff'])(
    'is none with other bytes than asked: %s',
    (reply) => {
      expect(() => readReply(readRequest(100, 2), fromHex(reply))).toThrow(/bytes came/);
    },
  );

  it('to a writing repeats what was written', () => {
    checkWritten(writeRequest(300, [850]), fromHex('06012c0352'));
    expect(() => {
      checkWritten(writeRequest(300, [850]), fromHex('06012c0353'));
    }).toThrow('something else');
  });
});
