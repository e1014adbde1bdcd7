import { getStatus, readCode, readDisplay } from '@fobkit/protocol';
import { Channel } from '../../../../../firmware-sim/firmware/channel.ts';
import { getStatusHandler } from '../../../../../firmware-sim/firmware/handlers/get-status.ts';
import { loadSeedHandler } from '../../../../../firmware-sim/firmware/handlers/load-seed.ts';
import { readCodeHandler } from '../../../../../firmware-sim/firmware/handlers/read-code.ts';
import { readDisplayHandler } from '../../../../../firmware-sim/firmware/handlers/read-display.ts';
import { wipeHandler } from '../../../../../firmware-sim/firmware/handlers/wipe.ts';
import { handling, inReply } from './changing.ts';
import { logging, without } from './logging.ts';
import { coreNow, type Mutant, patch } from './plant.ts';

export const statusMutants: readonly Mutant[] = [
  {
    name: 'writes no event when its clock is set',
    rule: 'CMD-7',
    caughtBy: 'event-kinds',
    plant: without('clock-set'),
  },
  {
    name: 'writes no event when its key is rotated',
    rule: 'CMD-7',
    caughtBy: 'event-kinds',
    plant: without('key-rotated'),
  },
  {
    name: 'writes no event for a wrong key',
    rule: 'CMD-7',
    caughtBy: 'event-kinds',
    plant: without('wrong-key'),
  },
  {
    name: 'tells in seconds by how much its clock was moved',
    rule: 'CMD-7',
    caughtBy: 'event-kinds',
    plant: logging((kind, clock, value) =>
      kind === 'clock-set' && value !== undefined
        ? [kind, clock, Math.round(value / 32_768)]
        : [kind, clock, value],
    ),
  },
  {
    name: 'writes the time of its events in seconds',
    rule: 'CMD-7',
    caughtBy: 'event-kinds',
    plant: logging((kind, clock, value) => [
      kind,
      clock === undefined ? undefined : Math.floor(clock / 32_768),
      value,
    ]),
  },
  {
    name: 'tells of each wrong key that it was the first',
    rule: 'CMD-7',
    caughtBy: 'event-kinds',
    plant: logging((kind, clock, value) => [kind, clock, kind === 'wrong-key' ? 1 : value]),
  },
  {
    name: 'writes that a seed was loaded when it was refused',
    rule: 'MSG-21',
    caughtBy: 'event-kinds',
    plant: handling(loadSeedHandler, (answer) => {
      if (answer.status !== 'ok') coreNow().log('seed-loaded', 0);
      return answer;
    }),
  },
  {
    name: 'does not find that its button is stuck',
    rule: 'CMD-7',
    caughtBy: 'event-button-stuck',
    plant: without('button-stuck'),
  },
  {
    name: 'forgets its trim when a seed is loaded',
    rule: 'CMD-32',
    caughtBy: 'life-wipe-keeps',
    plant: handling(loadSeedHandler, (answer) => {
      coreNow().memory.putTrim(0);
      return answer;
    }),
  },
  {
    name: 'forgets at a wipe how many wrong keys there were',
    rule: 'CMD-38',
    caughtBy: 'life-wipe-keeps',
    plant: handling(wipeHandler, (answer) => {
      coreNow().memory.putWrongKeys(0);
      return answer;
    }),
  },
  {
    name: 'tells a counter of 0 where there is none',
    rule: 'CMD-3',
    caughtBy: 'status-counter',
    plant: inReply(getStatusHandler, getStatus, (status) => ({
      ...status,
      counter: status.counter ?? 0,
    })),
  },
  {
    name: 'tells whole degrees for tenths',
    rule: 'CMD-3',
    caughtBy: 'status-measures',
    plant: inReply(getStatusHandler, getStatus, (status) => ({
      ...status,
      deciCelsius: Math.round(status.deciCelsius / 10),
    })),
  },
  {
    name: 'tells each reset as one by its watchdog',
    rule: 'CMD-3',
    caughtBy: 'events-over-reset',
    plant: inReply(getStatusHandler, getStatus, (status) => ({
      ...status,
      resetCause: 'watchdog' as const,
    })),
  },
  {
    name: 'tells a longer time than its LCD shows something',
    rule: 'CMD-16',
    caughtBy: 'display-time-left',
    plant: inReply(readDisplayHandler, readDisplay, (display) =>
      display.secondsLeft === undefined
        ? display
        : { ...display, secondsLeft: display.secondsLeft + 5 },
    ),
  },
  {
    name: 'tells a second too many of its step',
    rule: 'CMD-10',
    caughtBy: 'code-steps',
    plant: inReply(readCodeHandler, readCode, (code) =>
      code.secondsLeft === undefined ? code : { ...code, secondsLeft: code.secondsLeft + 1 },
    ),
  },
  {
    name: 'takes GetInfo inside the channel too',
    rule: 'CMD-1',
    caughtBy: 'sealed-inner',
    plant: () =>
      patch(
        Channel.prototype,
        'exchange',
        (original) =>
          function (this: Channel, ...[link, tag, box, run]: Parameters<Channel['exchange']>) {
            return original.call(this, link, tag, box, (request) => {
              const reply = run(request);
              const isInfo = request.command === 0x01;
              return isInfo ? { ...reply, status: 'ok', payload: Uint8Array.of(0xa0) } : reply;
            });
          },
      ),
  },
];
