import { type Finding, type Machine, ok, wrong } from './finding.ts';

const OLDEST = 24;

export function checkNode({ nodeVersion, platform }: Machine): readonly Finding[] {
  const major = Number.parseInt(nodeVersion.replace(/^v/, ''), 10);
  if (major >= OLDEST) return [ok(`Node.js ${nodeVersion} on ${platform}`)];
  const mend = `Install Node.js ${String(OLDEST)} or newer, from https://nodejs.org`;
  return [wrong(`Node.js ${nodeVersion} is too old`, mend)];
}
