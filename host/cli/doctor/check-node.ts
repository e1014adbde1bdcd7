import { type Finding, type Machine, ok, wrong } from './finding.ts';

const OLDEST = 24;

export function checkNode({ nodeVersion, platform }: Machine): readonly Finding[] {
  const major = Number.parseInt(nodeVersion.replace(/^v/, ''), 10);
  if (major >= OLDEST) return [ok(`Node.js ${nodeVersion} on ${platform}`)];
  const mend = `Install Node.js ${String(OLDEST)} or newer, from https://nodejs.org`;
  return [wrong(`Node.js ${nodeVersion} is too old`, mend)];
}

/** The native part of serialport has one build for each system. */
export async function checkSerialBinding(
  load: () => Promise<unknown>,
): Promise<readonly Finding[]> {
  try {
    await load();
    return [ok('the serial port binding loads')];
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return [
      wrong(`the serial port binding does not load: ${why}`, 'Run npm ci again on this machine'),
    ];
  }
}
