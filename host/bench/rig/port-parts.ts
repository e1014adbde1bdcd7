import type { BenchEnv } from '../instrument/bench-env.ts';
import { PersonHands } from '../instrument/person/person-hands.ts';
import { PortButton } from './port-button.ts';
import { PortHeat } from './port-heat.ts';
import { PortPlug } from './port-plug.ts';
import { PortPower } from './port-power.ts';
import type { PortTools } from './port-tools.ts';

/** What acts on a fob in its port; absent what the port is not wired to. */
export interface PortParts {
  readonly tools: PortTools;
  readonly power: PortPower;
  readonly button?: PortButton;
  readonly plug?: PortPlug;
  readonly heat?: PortHeat;
  readonly person?: PersonHands;
}

export function portParts(tools: PortTools, env: BenchEnv): PortParts {
  const { port } = tools;
  const { button, chamber, hub, person } = port;
  return {
    tools,
    power: new PortPower(tools),
    ...(button === undefined ? {} : { button: new PortButton(tools, button) }),
    ...(hub === undefined ? {} : { plug: new PortPlug(tools, hub) }),
    ...(chamber === undefined ? {} : { heat: new PortHeat(tools, chamber) }),
    ...(person === undefined || env.person === undefined
      ? {}
      : { person: new PersonHands(env.person, person, port) }),
  };
}
