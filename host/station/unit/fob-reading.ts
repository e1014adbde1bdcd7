import type { CallOptions } from '@fobkit/client';
import type { FobInfo, FobStatus, SelfTestReport } from '@fobkit/protocol';
import type { StationFob } from '../run/port.ts';

/** What a fob tells of itself. */
export interface FobReading {
  readonly info: FobInfo;
  readonly status: FobStatus;
  /** Absent where it was not asked for. */
  readonly selfTest?: SelfTestReport;
}

/** Asks a fob who it is and how it is. Changes nothing on it. */
export async function readFob(fob: StationFob, options: CallOptions): Promise<FobReading> {
  const info = await fob.getInfo(options);
  const status = await fob.getStatus({ ...options, events: 0 });
  return { info, status };
}
