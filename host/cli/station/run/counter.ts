import { linkTo, nodeClock } from '@fobkit/client/node';
import { type FrequencyCounter, scpiCounter } from '@fobkit/station';
import { usage } from '../../program/cli-error.ts';

export interface CounterOptions {
  readonly counter?: string;
  readonly counterPpm?: number;
}

/** The frequency counter on a pad, for lots that are trimmed by one. @throws CliError */
export function counterAt({ counter, counterPpm }: CounterOptions): FrequencyCounter | undefined {
  if (counter === undefined) {
    if (counterPpm !== undefined) throw usage('--counter-ppm goes with --counter');
    return undefined;
  }
  if (!counter.startsWith('tcp:')) throw usage('--counter: its SCPI socket, as tcp:10.0.0.5:5025');
  if (counterPpm === undefined) {
    throw usage('--counter wants --counter-ppm: of its time base, by its calibration');
  }
  return scpiCounter({ link: linkTo(counter), clock: nodeClock, timeBasePpm: counterPpm });
}
