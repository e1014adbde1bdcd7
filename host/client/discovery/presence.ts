import type { Candidate } from './candidate.ts';

/** Who is there: the links of each device id. */
export type Present = ReadonlyMap<string, readonly Candidate[]>;

/** What happened to one fob. */
export interface DeviceEvent {
  /** `changed`: it is reached otherwise than before, for USB brings its links one by one. */
  readonly type: 'arrived' | 'changed' | 'left';
  /** 16 lower-case hex digits. */
  readonly deviceId: string;
  /** Its links now; of one that left, those that it had. */
  readonly links: readonly Candidate[];
}

/** What happened between two looks: who left, then who changed or arrived. */
export function differences(before: Present, now: Present): readonly DeviceEvent[] {
  const events: DeviceEvent[] = [];
  for (const [deviceId, links] of before) {
    if (!now.has(deviceId)) events.push({ type: 'left', deviceId, links });
  }
  for (const [deviceId, links] of now) {
    const old = before.get(deviceId);
    if (old === undefined) events.push({ type: 'arrived', deviceId, links });
    else if (!sameUrls(old, links)) events.push({ type: 'changed', deviceId, links });
  }
  return events;
}

function sameUrls(a: readonly Candidate[], b: readonly Candidate[]): boolean {
  return a.length === b.length && a.every(({ url }, i) => url === b[i]?.url);
}
