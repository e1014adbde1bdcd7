import {
  type FleetOrder,
  type FleetShare,
  grouped,
  shareOf,
  type ShareResult,
  sharesOf,
} from '@fobkit/fleet';
import type { DoneShare } from '@fobkit/store/work';
import type { Output } from '../terminal/output.ts';
import { counted } from '../terminal/counted.ts';

/** What a worker tells of itself. */
export interface WorkerLog {
  readonly onDone: (done: DoneShare<FleetOrder, ShareResult>) => void;
  readonly onIdle: () => void;
  /** It takes no more parts. */
  readonly onEnd: () => void;
}

/** A line a part, and when it waits and ends: for people on standard error, or as JSON. */
export function workerLog(out: Output, json: boolean): WorkerLog {
  let done = 0;
  let saidDone = 0;
  const tell = (text: string, event: Readonly<Record<string, unknown>>): void => {
    if (json) out.json(event);
    else out.note(text);
  };
  return {
    onDone: ({ order, number, outcome, ms }) => {
      done++;
      const fleet = order.file.name;
      const [part, parts] = [number + 1, sharesOf(order)];
      const seconds = Number((ms / 1000).toFixed(1));
      const { count: fobs, policy } = shareOf(order, number);
      const which = `${fleet}: part ${String(part)} of ${String(parts)}`;
      const event = { fleet, part, parts, policy: policy + 1, fobs, seconds };
      if (outcome instanceof Error) {
        const [message = ''] = outcome.message.split('\n');
        tell(`${which} failed: ${message}`, { event: 'failed', ...event, message });
        return;
      }
      tell(`${which}, ${partText(order, { policy, count: fobs })}, ${String(seconds)} s`, {
        event: 'done',
        ...event,
      });
    },
    onIdle: () => {
      // That it waits at the start is said with the address of the queue.
      if (json || done > saidDone) tell('waits for work', { event: 'waits' });
      saidDone = done;
    },
    onEnd: () => {
      tell(`ended, ${counted(done, 'part')} done; what was under way is given back`, {
        event: 'ended',
        done,
      });
    },
  };
}

function partText(
  { policies }: FleetOrder,
  { count, policy }: Pick<FleetShare, 'count' | 'policy'>,
): string {
  const fobs = `${grouped(count)} ${count === 1 ? 'fob' : 'fobs'}`;
  const of = policies.length;
  return of === 1 ? fobs : `${fobs} under policy ${String(policy + 1)} of ${String(of)}`;
}
