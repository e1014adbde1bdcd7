import { RuleBroken } from './outcome.ts';
import type { Probe } from './probe.ts';
import type { ControlRequest } from './usb-control.ts';

/** GET_DESCRIPTOR of a type and number, to the device. */
export function descriptor(type: number, number: number, length = 255, index = 0): ControlRequest {
  return { type: 0x80, request: 6, value: (type << 8) | number, index, length };
}

/** The bytes that answer a request. @throws RuleBroken when it stalls. */
export async function bytesOf(
  t: Probe,
  request: ControlRequest,
  [rule, what]: readonly [string, string],
): Promise<Uint8Array> {
  const answer = await t.usb.transfer(request);
  if ('data' in answer) return answer.data;
  throw new RuleBroken(rule, `${what} ${'stalled' in answer ? 'stalls' : 'gets no answer'}`);
}

/** @throws RuleBroken when a request is answered otherwise than by STALL. */
export async function stalls(
  t: Probe,
  request: ControlRequest,
  [rule, what]: readonly [string, string],
): Promise<void> {
  const answer = await t.usb.transfer(request);
  t.that('stalled' in answer, rule, `${what} does not stall`);
}
