import * as v from 'valibot';
import type { AuditHead } from './audit.ts';
import type { AuditRow } from './audit-entry.ts';
import { HEAD_SEEN, RESTORED } from './audit-log.ts';

const headSchema = v.object({
  station: v.pipe(v.string(), v.maxLength(200)),
  sequence: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
const restoredSchema = v.object({ kept: v.pipe(v.array(headSchema), v.maxLength(10_000)) });

/** The end that a chain had when an older copy of the database was taken up. */
export interface KeptHead extends AuditHead {
  readonly toldBy: { readonly station: string; readonly sequence: number };
}

/** What entries tell of ends of chains. */
export class ToldHeads {
  readonly seen: AuditHead[] = [];
  readonly #kept: KeptHead[] = [];

  add({ kind, facts, station, sequence }: AuditRow): void {
    if (kind === HEAD_SEEN) {
      const head = v.safeParse(headSchema, parsed(facts));
      if (head.success) this.seen.push(head.output);
    }
    if (kind === RESTORED) {
      const restored = v.safeParse(restoredSchema, parsed(facts));
      const kept = restored.success ? restored.output.kept : [];
      this.#kept.push(...kept.map((head) => ({ ...head, toldBy: { station, sequence } })));
    }
  }

  /** The restoring by which the end of a chain may have been lost. */
  lostBy({ station, sequence }: AuditHead): KeptHead | undefined {
    return this.#kept.find((kept) => kept.station === station && kept.sequence < sequence);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
