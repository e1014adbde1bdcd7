import { systemBinding, systemHid, systemUsb } from '@fobkit/client/node';
import { type Finding, ok, wrong } from './finding.ts';

/** A native part of the client: there is one build of it for each system. */
export interface Binding {
  readonly name: string;
  /** Loads it, and calls into it where loading alone does not. */
  readonly load: () => Promise<unknown>;
}

const BINDINGS: readonly Binding[] = [
  { name: 'serial port binding', load: systemBinding },
  { name: 'HID binding', load: async () => (await systemHid()).devicesAsync() },
  { name: 'USB binding', load: systemUsb },
];

/** Whether the native parts load on this system. */
export async function checkBindings(
  bindings: readonly Binding[] = BINDINGS,
): Promise<readonly Finding[]> {
  return await Promise.all(bindings.map(checkBinding));
}

async function checkBinding({ name, load }: Binding): Promise<Finding> {
  try {
    await load();
    return ok(`the ${name} loads`);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const mend = why.includes('libudev')
      ? 'Install libudev: sudo apt-get install libudev1, or apk add eudev-libs'
      : 'Run npm ci again on this machine';
    return wrong(`the ${name} does not load: ${why}`, mend);
  }
}
