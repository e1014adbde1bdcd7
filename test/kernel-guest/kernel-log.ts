/** A line that the guest's kernel wrote. */
export interface KernelRecord {
  /** 0 emergency to 7 debug, as syslog counts. */
  readonly level: number;
  /** Seconds since the guest's start. */
  readonly seconds: number;
  readonly text: string;
}

/** Reads a line of /dev/kmsg (Documentation/ABI/testing/dev-kmsg); undefined when it is none. */
export function parseKernelRecord(line: string): KernelRecord | undefined {
  const found = /^(\d+),\d+,(\d+),[^;]*;(.*)$/.exec(line);
  const [, prefix, microseconds, text] = found ?? [];
  if (prefix === undefined || microseconds === undefined || text === undefined) return undefined;
  return { level: Number(prefix) & 7, seconds: Number(microseconds) / 1e6, text };
}

/** For somebody who reads it. */
export function showKernelLog(records: readonly KernelRecord[]): string {
  return records
    .map(({ level, seconds, text }) => `[${seconds.toFixed(3)}] <${String(level)}> ${text}`)
    .join('\n');
}
