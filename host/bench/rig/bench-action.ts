import { type ActionProof, delay, RigError } from '@fobkit/client';
import type { RigAction } from '@fobkit/protocol';
import type { PersonTask } from '../instrument/person/bench-person.ts';
import type { PersonHands } from '../instrument/person/person-hands.ts';
import type { PortParts } from './port-parts.ts';
import { type PortTools, reading } from './port-tools.ts';
import { effectOfPush, lookAtFace } from './push-proof.ts';

/** Does one thing to the fob of a port, by an instrument where there is one, else by the person. */
export async function doAction(
  parts: PortParts,
  action: RigAction,
  signal?: AbortSignal,
): Promise<ActionProof> {
  switch (action.action) {
    case 'press':
    case 'hold':
    case 'release':
      return button(parts, action, signal);
    case 'cell':
      return cell(parts, action, signal);
    case 'supply': {
      const { millivolts, seconds } = action;
      const volts = millivolts === undefined ? undefined : millivolts / 1000;
      return parts.power.supply(volts, seconds, signal);
    }
    case 'temperature':
      if (parts.heat !== undefined) return parts.heat.go(action.celsius, signal);
      break;
    case 'unplug':
      if (parts.plug !== undefined) return parts.plug.unplug();
      return byHand(parts.person, { do: 'unplug' }, signal);
    case 'replug':
      if (parts.plug !== undefined) return parts.plug.replug();
      return byHand(parts.person, { do: 'replug' }, signal);
    default:
  }
  throw new RigError('lacking', `a bench cannot do ${action.action}`);
}

type ButtonAction = Extract<RigAction, { action: 'press' | 'hold' | 'release' }>;

async function button(
  { button: relay, person, tools }: PortParts,
  action: ButtonAction,
  signal?: AbortSignal,
): Promise<ActionProof> {
  if (relay === undefined) return buttonByHand(tools, person, action, signal);
  if (action.action === 'press') return relay.press(action.milliseconds, signal);
  if (action.action === 'release') return relay.release();
  const down = await relay.hold();
  if (action.seconds === undefined) return down;
  try {
    await delay(tools.clock, action.seconds * 1000, signal);
  } catch (error) {
    await relay.lift();
    throw error;
  }
  return relay.release();
}

/** What a person says alone is no proof where the fob can be asked. */
async function buttonByHand(
  tools: PortTools,
  person: PersonHands | undefined,
  action: ButtonAction,
  signal?: AbortSignal,
): Promise<ActionProof> {
  const before = action.action === 'release' ? undefined : await lookAtFace(tools);
  const done = await byHand(person, taskOf(action), signal);
  if (before === undefined) return done;
  const seen = await effectOfPush(tools, before, `${person?.instrument ?? ''} did not press it`);
  if (seen === undefined) return done;
  const presses = reading(tools.clock, 'presses', seen.presses, 'GetStatus');
  return { evidence: `${done.evidence}; ${seen.words}`, readings: [presses] };
}

function taskOf(action: ButtonAction): PersonTask {
  if (action.action !== 'hold') return { do: action.action };
  const { seconds } = action;
  return seconds === undefined ? { do: 'start-hold' } : { do: 'hold', seconds };
}

function cell(
  { power, person, tools }: PortParts,
  { present, fresh = false }: Extract<RigAction, { action: 'cell' }>,
  signal?: AbortSignal,
): Promise<ActionProof> {
  const { port } = tools;
  const isWired = port.cell !== undefined || port.supply !== undefined;
  const needsHands = fresh && (port.supply === undefined || port.cell?.holds === 'cell');
  if (isWired && !(needsHands && person !== undefined)) return power.cell(present, fresh);
  return byHand(person, present ? { do: 'cell-in', fresh } : { do: 'cell-out' }, signal);
}

async function byHand(
  person: PersonHands | undefined,
  task: PersonTask,
  signal?: AbortSignal,
): Promise<ActionProof> {
  if (person === undefined) throw new RigError('lacking', 'nobody stands at the bench');
  await person.do(task, signal);
  return { evidence: `done by hand (${task.do}), as ${person.instrument} says`, readings: [] };
}
