import {
  copyBytes,
  decodeLayout,
  decodeNitrokeyRequest,
  decodeNitrokeyResponse,
  encodeLayout,
  encodeNitrokeyRequest,
  NITROKEY_REPORT_LENGTH,
  type NitrokeyCommand,
  NitrokeyDeviceStatus,
  type ReadNitrokeyResponse,
  WireError,
} from '@fobkit/protocol';
import { delay, type HostClock } from '../clock.ts';
import { BadReplyError, RequestTimeoutError } from '../errors.ts';
import { decodeReply } from '../wire/call.ts';
import { RequestQueue } from '../wire/request-queue.ts';
import type { FeatureReports } from './feature-reports.ts';
import { NitrokeyError } from './nitrokey-error.ts';
import type { NitrokeyTiming } from './timing.ts';

/** A request that came damaged did nothing, so that it can be sent again. */
const MOST_SENDS = 3;

/** What was seen besides answers in good order. */
export interface NitrokeyCounters {
  /** Looks that found the token busy. */
  busy: number;
  /** Answers to something else, or none yet. */
  stale: number;
  /** Right answers whose own CRC was wrong: a known fault of firmware. */
  wrongCrc: number;
  /** Requests sent again because they came damaged. */
  resent: number;
}

type Named = Pick<NitrokeyCommand<unknown, unknown>, 'name' | 'code'>;

export interface ExchangeOptions {
  readonly signal?: AbortSignal;
}

/** One command after the other: sends a report, and looks until the answer to it is there. */
export class NitrokeyTransactions {
  readonly url: string;
  readonly #reports: FeatureReports;
  readonly #clock: HostClock;
  readonly #timing: NitrokeyTiming;
  readonly #queue = new RequestQueue();
  readonly counters: NitrokeyCounters = { busy: 0, stale: 0, wrongCrc: 0, resent: 0 };

  constructor(
    url: string,
    reports: FeatureReports,
    how: { readonly clock: HostClock; readonly timing: NitrokeyTiming },
  ) {
    this.url = url;
    this.#reports = reports;
    this.#clock = how.clock;
    this.#timing = how.timing;
  }

  /**
   * Does one command. Request and answer are overwritten afterwards: they carry PINs and secrets.
   *
   * Rejects with `UsageError` for a request that does not fit, `NitrokeyError` when the token says
   * no, `RequestTimeoutError`, `BadReplyError`, `LinkLostError` or the signal's reason.
   */
  async exchange<Request, Result>(
    command: NitrokeyCommand<Request, Result>,
    request: Request,
    { signal }: ExchangeOptions = {},
  ): Promise<Result> {
    const payload = encodeLayout(command.request, request);
    const report = encodeNitrokeyRequest({ command: command.code, payload });
    try {
      const answer = await this.#queue.run(() => this.#ask(command, report, signal), signal);
      const { status, result } = answer;
      if (status !== 'ok') throw new NitrokeyError(this.url, command.name, status);
      try {
        return decodeReply(this.url, command.name, () => decodeLayout(command.result, result));
      } finally {
        result.fill(0);
      }
    } finally {
      payload.fill(0);
      report.fill(0);
    }
  }

  close(): Promise<void> {
    return this.#reports.close();
  }

  async #ask(
    command: Named,
    report: Uint8Array,
    signal: AbortSignal | undefined,
  ): Promise<ReadNitrokeyResponse> {
    const { crc } = decodeNitrokeyRequest(report);
    for (let sends = 1; ; sends++) {
      signal?.throwIfAborted();
      await this.#reports.send(report);
      const answer = await this.#await(command, crc, signal);
      if (answer.status !== 'wrong-crc' || sends === MOST_SENDS) return answer;
      this.counters.resent++;
    }
  }

  async #await(
    command: Named,
    crc: number,
    signal: AbortSignal | undefined,
  ): Promise<ReadNitrokeyResponse> {
    const { pollMs, polls, busyMs } = this.#timing;
    const busyUntil = this.#clock.now() + busyMs;
    let strange: WireError | undefined;
    for (let looks = 0; looks < polls && this.#clock.now() < busyUntil;) {
      await delay(this.#clock, pollMs, signal);
      const look = await this.#look();
      if (look instanceof WireError) {
        strange = look;
        looks++;
      } else if (look.deviceStatus === NitrokeyDeviceStatus.Busy) {
        this.counters.busy++;
      } else if (isAnswer(look, command.code, crc)) {
        if (!look.intact) this.counters.wrongCrc++;
        return look;
      } else {
        this.counters.stale++;
        looks++;
      }
    }
    if (strange !== undefined) {
      throw new BadReplyError(this.url, command.name, strange.message, { cause: strange });
    }
    const timeoutMs = Math.round(this.#clock.now() - busyUntil + busyMs);
    throw new RequestTimeoutError(this.url, command.name, { timeoutMs, attempts: 1 });
  }

  async #look(): Promise<ReadNitrokeyResponse | WireError> {
    const report = await this.#reports.get(NITROKEY_REPORT_LENGTH);
    try {
      return decodeNitrokeyResponse(copyBytes(report));
    } catch (error) {
      if (error instanceof WireError) return error;
      throw error;
    } finally {
      report.fill(0);
    }
  }
}

/**
 * Whether the token is done with this very request. The CRC of the request names it; the answer's
 * own CRC is not asked, as there is firmware that gets it wrong. Of a request that came damaged the
 * token tells another CRC.
 */
function isAnswer(response: ReadNitrokeyResponse, code: number, crc: number): boolean {
  if (response.deviceStatus === NitrokeyDeviceStatus.Received) return false;
  if (response.status === 'wrong-crc') return response.intact;
  return response.command === code && response.commandCrc === crc;
}
