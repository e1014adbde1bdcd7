/** Read holding registers, write one, write several (Modbus application protocol V1.1b3 §6). */
const READ_HOLDING = 0x03;
const WRITE_SINGLE = 0x06;
const WRITE_MULTIPLE = 0x10;
const EXCEPTION = 0x80;

/** §7 of the application protocol. */
const EXCEPTIONS: Readonly<Record<number, string>> = {
  1: 'illegal function',
  2: 'illegal data address',
  3: 'illegal data value',
  4: 'device failure',
  5: 'acknowledge',
  6: 'device busy',
  8: 'memory parity error',
  10: 'gateway path unavailable',
  11: 'gateway target does not answer',
};

/** The device refused a request, and said why. */
export class ModbusException extends Error {
  override readonly name = 'ModbusException';
  readonly code: number;

  constructor(code: number) {
    super(`Modbus exception ${code} (${EXCEPTIONS[code] ?? 'unknown'})`);
    this.code = code;
  }
}

/** @param count 1 to 125. */
export function readRequest(address: number, count: number): Uint8Array {
  return Uint8Array.of(READ_HOLDING, address >> 8, address & 0xff, count >> 8, count & 0xff);
}

/** One register with function 06, several with function 16. */
export function writeRequest(address: number, values: readonly number[]): Uint8Array {
  const [only, ...others] = values;
  if (only !== undefined && others.length === 0) {
    return Uint8Array.of(WRITE_SINGLE, address >> 8, address & 0xff, only >> 8, only & 0xff);
  }
  const { length } = values;
  const head = [WRITE_MULTIPLE, address >> 8, address & 0xff, length >> 8, length & 0xff];
  return Uint8Array.of(...head, 2 * length, ...values.flatMap((one) => [one >> 8, one & 0xff]));
}

/** How long the answer to a request is; undefined while too little of it is there to tell. */
export function replyLength(request: Uint8Array, reply: Uint8Array): number | undefined {
  const [code] = reply;
  if (code === undefined) return undefined;
  if (code === ((request[0] ?? 0) | EXCEPTION)) return 2;
  if (code !== request[0]) throw new Error(`it answers function ${request[0] ?? 0} with ${code}`);
  if (code !== READ_HOLDING) return 5;
  return reply.length < 2 ? undefined : 2 + (reply[1] ?? 0);
}

/** The registers of a reading. @throws ModbusException, or Error when it answers something else. */
export function readReply(request: Uint8Array, reply: Uint8Array): readonly number[] {
  mustBeNoException(request, reply);
  const count = ((request[3] ?? 0) << 8) | (request[4] ?? 0);
  if (reply.length !== 2 + 2 * count || reply[1] !== 2 * count) {
    throw new Error(`${count} registers were asked for, and ${reply[1] ?? 0} bytes came`);
  }
  return Array.from(
    { length: count },
    (_, i) => ((reply[2 + 2 * i] ?? 0) << 8) | (reply[3 + 2 * i] ?? 0),
  );
}

/** Looks whether a writing is confirmed. @throws ModbusException, or Error when it is not. */
export function checkWritten(request: Uint8Array, reply: Uint8Array): void {
  mustBeNoException(request, reply);
  const echo = reply.length === 5 && reply.every((byte, i) => byte === request[i]);
  if (!echo) throw new Error('it confirms something else than was written');
}

function mustBeNoException(request: Uint8Array, reply: Uint8Array): void {
  if (reply[0] === ((request[0] ?? 0) | EXCEPTION)) throw new ModbusException(reply[1] ?? 0);
}
