import { TICKS_PER_SECOND, type FobEvent, type FobStatus, MAX_EVENTS } from '@fobkit/protocol';
import { wholeNumber } from '../argument/number.ts';
import { withFob } from '../device/connect.ts';
import { namesOf } from '../device/describe.ts';
import { addDeviceOption, addJsonOption, type DeviceOption } from '../device/device-options.ts';
import type { Define } from '../program/cli.ts';
import { facts } from '../terminal/facts.ts';
import { formatSpan, formatUtc } from '../terminal/moment.ts';

const HELP = `
Examples:
  $ fob status
  $ fob status --events 16 --json`;

interface StatusOptions extends DeviceOption {
  readonly events: number;
}

export const define: Define = (command, cli) => {
  addJsonOption(addDeviceOption(command))
    .option('-e, --events <n>', 'how many events, newest first', wholeNumber(0, MAX_EVENTS), 4)
    .addHelpText('after', HELP)
    .action(async (options: StatusOptions) => {
      await withFob(cli, options, async (fob) => {
        const { signal } = cli;
        const info = await fob.getInfo({ signal });
        const status = await fob.getStatus({ signal, events: options.events });
        if (options.json === true) cli.out.json({ ...namesOf(info), ...toJson(status) });
        else cli.out.print(describe(status));
      });
    });
};

function toJson(status: FobStatus): Record<string, unknown> {
  return {
    lifecycle: status.lifecycle,
    batteryPercent: status.batteryPercent,
    batteryMillivolts: status.batteryMillivolts,
    externalPower: status.externalPower,
    unixTime: seconds(status.clock),
    uptimeSeconds: seconds(status.uptime),
    celsius: status.deciCelsius / 10,
    resetCause: status.resetCause,
    trimPpb: status.trimPpb,
    presses: status.presses,
    counter: status.counter ?? null,
    resets: status.resets,
    wrongKeys: status.wrongKeys,
    channelDelaySeconds: seconds(status.channelDelay),
    events: status.events.map(({ sequence, kind, clock, value }) => ({
      sequence,
      kind,
      unixTime: seconds(clock),
      value: value ?? null,
    })),
  };
}

function describe(status: FobStatus): string {
  const { clock, counter, channelDelay, wrongKeys } = status;
  const power = status.externalPower ? ', powered from outside' : '';
  const volts = (status.batteryMillivolts / 1000).toFixed(2);
  const lines = facts([
    ['lifecycle', status.lifecycle],
    ['battery', `${String(status.batteryPercent)} %, ${volts} V${power}`],
    ['clock', clock === undefined ? 'lost' : formatUtc(clock / TICKS_PER_SECOND)],
    ['trim', `${String(status.trimPpb / 1000)} ppm`],
    ['temperature', `${String(status.deciCelsius / 10)} °C`],
    ['presses', String(status.presses)],
    ['counter', counter === undefined ? undefined : String(counter)],
    ['up for', formatSpan(status.uptime / TICKS_PER_SECOND)],
    ['resets', `${String(status.resets)}, the last one: ${status.resetCause}`],
    ['wrong keys', wrongKeys === 0 ? undefined : String(wrongKeys)],
    ['next key in', channelDelay === 0 ? undefined : formatSpan(channelDelay / TICKS_PER_SECOND)],
  ]);
  const events = status.events.map(describeEvent);
  return [lines, ...(events.length === 0 ? [] : ['events, newest first', ...events])].join('\n');
}

function describeEvent({ sequence, kind, clock, value }: FobEvent): string {
  const when = clock === undefined ? 'clock lost' : formatUtc(clock / TICKS_PER_SECOND);
  const what = value === undefined ? kind : `${kind} (${String(value)})`;
  return `  ${String(sequence).padStart(4)}  ${when.padEnd(23)}  ${what}`;
}

function seconds(ticks: number | undefined): number | null {
  return ticks === undefined ? null : Math.floor((ticks * 1000) / TICKS_PER_SECOND) / 1000;
}
