import { copyBytes } from '../bytes/copy.ts';
import { UsageError, WireError } from '../bytes/errors.ts';
import { ByteReader } from '../bytes/reader.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { type NitrokeyStatus, nitrokeyStatusCode, nitrokeyStatusOf } from './status.ts';
import { stm32Crc } from './stm32-crc.ts';

/** Length of a feature report, the report id not counted. */
export const NITROKEY_REPORT_LENGTH = 64;
/** Bytes behind the command byte of a request. */
export const NITROKEY_PAYLOAD_LENGTH = 59;
/** Bytes of result in a response. */
export const NITROKEY_RESULT_LENGTH = 53;

const CRC_AT = 60;

export interface NitrokeyRequest {
  readonly command: number;
  /** 59 bytes when read; shorter ones are filled with zeros when written. */
  readonly payload: Uint8Array;
}

export interface ReadNitrokeyRequest extends NitrokeyRequest {
  /** The CRC of the first 60 bytes, which the response repeats. */
  readonly crc: number;
  /** Whether the CRC at the end of the report is that one. */
  readonly intact: boolean;
}

export interface NitrokeyResponse {
  readonly command: number;
  /** CRC of the request that this answers. */
  readonly commandCrc: number;
  readonly status: NitrokeyStatus;
  /** 53 bytes when read; shorter ones are filled with zeros when written. */
  readonly result: Uint8Array;
}

export interface ReadNitrokeyResponse extends NitrokeyResponse {
  /** A `NitrokeyDeviceStatus`, if firmware keeps to them. */
  readonly deviceStatus: number;
  /** The number behind `status`. */
  readonly statusCode: number;
  /**
   * Whether the CRC at the end fits, the device status counted as 0: the token fills that byte in
   * later. There is firmware whose CRC is wrong in answers that are right.
   */
  readonly intact: boolean;
}

/** The 64 bytes of a request, with its CRC. @throws UsageError for what does not fit. */
export function encodeNitrokeyRequest({ command, payload }: NitrokeyRequest): Uint8Array {
  if (payload.length > NITROKEY_PAYLOAD_LENGTH) {
    throw new UsageError(`a payload has at most ${String(NITROKEY_PAYLOAD_LENGTH)} bytes`);
  }
  const report = new Uint8Array(NITROKEY_REPORT_LENGTH);
  report.set(new ByteWriter().u8(command).finish());
  report.set(payload, 1);
  return sealed(report);
}

/** @throws WireError unless there are 64 bytes; a CRC that does not fit is told, not thrown. */
export function decodeNitrokeyRequest(report: Uint8Array): ReadNitrokeyRequest {
  const reader = readerOf(report);
  const command = reader.u8();
  const payload = copyBytes(reader.take(NITROKEY_PAYLOAD_LENGTH));
  const crc = stm32Crc(report, CRC_AT);
  return { command, payload, crc, intact: reader.u32le() === crc };
}

/**
 * The 64 bytes of a response, with its CRC and device status 0.
 *
 * @throws UsageError for what does not fit, and for the status `unknown-status`.
 */
export function encodeNitrokeyResponse(response: NitrokeyResponse): Uint8Array {
  const { status, result } = response;
  if (status === 'unknown-status') throw new UsageError('unknown-status has no number');
  if (result.length > NITROKEY_RESULT_LENGTH) {
    throw new UsageError(`a result has at most ${String(NITROKEY_RESULT_LENGTH)} bytes`);
  }
  const head = new ByteWriter()
    .u8(0)
    .u8(response.command)
    .u32le(response.commandCrc)
    .u8(nitrokeyStatusCode(status))
    .finish();
  const report = new Uint8Array(NITROKEY_REPORT_LENGTH);
  report.set(head);
  report.set(result, head.length);
  return sealed(report);
}

/** @throws WireError unless there are 64 bytes; a CRC that does not fit is told, not thrown. */
export function decodeNitrokeyResponse(report: Uint8Array): ReadNitrokeyResponse {
  const reader = readerOf(report);
  const deviceStatus = reader.u8();
  const command = reader.u8();
  const commandCrc = reader.u32le();
  const statusCode = reader.u8();
  const result = copyBytes(reader.take(NITROKEY_RESULT_LENGTH));
  const ready = copyBytes(report, 0, CRC_AT);
  ready[0] = 0;
  const intact = reader.u32le() === stm32Crc(ready);
  const status = nitrokeyStatusOf(statusCode);
  return { deviceStatus, command, commandCrc, statusCode, status, result, intact };
}

function readerOf(report: Uint8Array): ByteReader {
  if (report.length !== NITROKEY_REPORT_LENGTH) {
    const length = String(report.length);
    throw new WireError('truncated', `a report of ${length} bytes where 64 are wanted`);
  }
  return new ByteReader(report);
}

function sealed(report: Uint8Array): Uint8Array {
  report.set(new ByteWriter().u32le(stm32Crc(report, CRC_AT)).finish(), CRC_AT);
  return report;
}
