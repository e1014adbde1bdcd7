import {
  decodeNitrokeyRequest,
  encodeNitrokeyResponse,
  type Lifecycle,
  NITROKEY_REPORT_LENGTH,
  NitrokeyDeviceStatus,
  type ReadNitrokeyRequest,
} from '@fobkit/protocol';
import type { Ports } from '../env.ts';
import type { Program } from '../program.ts';
import { millisecondsToTicks } from '../ticks.ts';
import { codeHandlers } from './code-handlers.ts';
import { type NitrokeyAnswer, NitrokeyCore, refuse } from './core.ts';
import { deviceHandlers } from './device-handlers.ts';
import type { NitrokeyHandler } from './handler.ts';
import type { NitrokeyProduct } from '../product.ts';
import { slotHandlers } from './slot-handlers.ts';
import { slotKindOf, slotNumbers } from './slot-numbers.ts';

const HANDLERS: ReadonlyMap<number, NitrokeyHandler> = new Map(
  [...deviceHandlers, ...slotHandlers, ...codeHandlers].map((one) => [one.code, one]),
);

const NO_RESULT = new Uint8Array(0);
/** Where a response's own CRC begins. */
const CRC_AT = 60;

/** An answer that the smart card keeps waiting for. */
interface Pending {
  readonly link: number;
  readonly report: Uint8Array;
  readonly due: number;
}

/**
 * The firmware of a Nitrokey Pro, as far as it makes codes (docs/nitrokey.md tells what is left
 * out). Requests and answers are feature reports; a report that comes while it is busy is lost.
 */
export class NitrokeyFirmware implements Program {
  readonly core: NitrokeyCore;
  #pending: Pending | undefined;

  constructor(ports: Ports, product: NitrokeyProduct) {
    this.core = new NitrokeyCore(ports, product);
  }

  get lifecycle(): Lifecycle {
    const { memory, product, time } = this.core;
    const loaded = slotNumbers(product).filter((number) => memory.slot(number) !== undefined);
    if (loaded.length === 0) return 'blank';
    const timed = loaded.some((number) => slotKindOf(product, number) === 'totp');
    return timed && !time.isSet ? 'clock-lost' : 'ready';
  }

  /** A Nitrokey knows no purpose of a seed. */
  readonly purpose = undefined;
  readonly serialLabel = undefined;
  /** An emulated one is for tests, and cannot be told otherwise. */
  readonly mayHoldProductionSeed = false;

  boot(): void {
    this.wake();
  }

  wake(): void {
    const { link, rtc, watchdog } = this.core.ports;
    watchdog.kick();
    const pending = this.#pending;
    if (pending !== undefined && pending.due <= rtc.uptime()) {
      this.#pending = undefined;
      link.send(pending.link, pending.report);
    }
    rtc.setAlarm(this.#pending?.due);
  }

  receive(link: number, bytes: Uint8Array): void {
    const { ports } = this.core;
    const whole = bytes.length === NITROKEY_REPORT_LENGTH;
    if (ports.link.kind(link) !== 'feature-reports' || !whole) return;
    if (this.#pending !== undefined) return;
    const request = decodeNitrokeyRequest(bytes);
    const handler = HANDLERS.get(request.command);
    const report = this.#reportOf(request, this.#answer(request, handler));
    if (handler?.asksCard !== true || !request.intact) {
      ports.link.send(link, report);
      return;
    }
    const wait = millisecondsToTicks(this.core.product.cardMilliseconds);
    this.#pending = { link, report, due: ports.rtc.uptime() + wait };
    ports.link.send(link, busy(this.#reportOf(request, { status: 'ok' })));
    this.wake();
  }

  linkClosed(link: number): void {
    if (this.#pending?.link === link) this.#pending = undefined;
  }

  /** It is powered by the bus alone, which a snapshot takes away. */
  saveRam(): undefined {
    return undefined;
  }

  loadRam(): void {
    // Nothing is ever saved.
  }

  #answer(request: ReadNitrokeyRequest, handler: NitrokeyHandler | undefined): NitrokeyAnswer {
    if (!request.intact) return refuse('wrong-crc');
    return handler?.run(this.core, request.payload) ?? refuse('unknown-command');
  }

  #reportOf({ command, crc }: ReadNitrokeyRequest, answer: NitrokeyAnswer): Uint8Array {
    const { status, result = NO_RESULT } = answer;
    const report = encodeNitrokeyResponse({ command, commandCrc: crc, status, result });
    const { wrongCrc } = this.core.product.faults;
    if (wrongCrc.includes(command)) report[CRC_AT] = (report[CRC_AT] ?? 0) ^ 0xff;
    return report;
  }
}

/** The device status is filled in last: the CRC counts it as 0. */
function busy(report: Uint8Array): Uint8Array {
  report[0] = NitrokeyDeviceStatus.Busy;
  return report;
}
