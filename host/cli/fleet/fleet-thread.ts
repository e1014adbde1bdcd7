import { serveTasks } from '@fobkit/store/work';
import { fleetTaskSchema } from '@fobkit/fleet';
import { FleetWorld } from './fleet-world.ts';

// The entry of a worker thread: does shares of runs of fleets.

const world = new FleetWorld();
serveTasks(fleetTaskSchema, (task) => world.doShare(task));
