import { ChannelGuard } from '../../../../../firmware-sim/firmware/channel-guard.ts';
import { Firmware } from '../../../../../firmware-sim/firmware/firmware.ts';
import { setClockHandler } from '../../../../../firmware-sim/firmware/handlers/set-clock.ts';
import { wipeHandler } from '../../../../../firmware-sim/firmware/handlers/wipe.ts';
import { replyEnvelope } from '@fobkit/protocol';
import { answering, commandOf, handling } from './changing.ts';
import { coreNow, type Mutant, patch } from './plant.ts';
import { opening } from './in-channel.ts';

const TICKS = 32_768;

export const attemptMutants: readonly Mutant[] = [
  {
    name: 'delays no attempt for more than a minute',
    rule: '§5.7.3',
    caughtBy: 'attempts-delay',
    plant: () =>
      patch(
        ChannelGuard.prototype,
        'delay',
        (original) =>
          function (this: ChannelGuard, uptime) {
            return Math.min(original.call(this, uptime), 60 * TICKS);
          },
      ),
  },
  {
    name: 'counts a wrong key that it did not look at',
    rule: '§5.7.1',
    caughtBy: 'attempts-delayed-key',
    plant: opening((_, original, args) => {
      const outcome = original(...args);
      const { memory } = coreNow();
      if (outcome.status === 'delayed') memory.putWrongKeys(memory.wrongKeys + 1);
      return outcome;
    }),
  },
  {
    name: 'clears the count by the handshake alone',
    rule: '§5.7.2',
    caughtBy: 'attempts-cleared',
    plant: opening((_, original, args) => {
      const outcome = original(...args);
      if (outcome.status === 'ok') coreNow().guard.clear();
      return outcome;
    }),
  },
  {
    name: 'commits no attempt',
    rule: '§5.7.1',
    caughtBy: 'attempts-replayed',
    plant: () => patch(ChannelGuard.prototype, 'commitAttempt', () => () => 'ok'),
  },
  {
    name: 'loses the count of attempts at a reset',
    rule: '§5.7.2',
    caughtBy: 'attempts-reset',
    plant: () =>
      patch(
        Firmware.prototype,
        'boot',
        (original) =>
          function (this: Firmware, cause) {
            original.call(this, cause);
            this.core.memory.putAttempts(0);
          },
      ),
  },
  {
    name: 'measures the delay by a clock that can be set',
    rule: '§5.7.4',
    caughtBy: 'attempts-uptime',
    plant: handling(setClockHandler, (answer) => {
      if (answer.status === 'ok') coreNow().guard.lastAttempt = -1e12;
      return answer;
    }),
  },
  {
    name: 'forgets the count of attempts at a wipe',
    rule: 'CMD-38',
    caughtBy: 'attempts-kept',
    plant: handling(wipeHandler, (answer) => {
      coreNow().memory.putAttempts(0);
      return answer;
    }),
  },
  {
    name: 'looks at no key while it is delayed, and tells nothing of itself either',
    rule: 'CMD-5',
    caughtBy: 'attempts-delay',
    plant: answering((message, good) => {
      const { guard, env } = coreNow();
      const late = guard.delay(env.rtc.uptime()) > 0 && commandOf(message) === 0x01;
      if (!late) return good(message);
      return replyEnvelope.encode({
        ...replyEnvelope.decode(good(message)),
        payload: undefined,
        status: 'delayed',
      });
    }),
  },
];
