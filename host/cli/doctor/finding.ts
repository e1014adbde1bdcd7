/** What a check of the machine found. */
export interface Finding {
  /** `wrong` hinders, `note` may. */
  readonly level: 'ok' | 'note' | 'wrong';
  readonly what: string;
  /** What to do about it. */
  readonly mend?: string;
}

/** The machine that is looked at; a test gives another. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly nodeVersion: string;
  /** Where /dev and /etc are. */
  readonly root: string;
}

export function ok(what: string): Finding {
  return { level: 'ok', what };
}

export function note(what: string, mend?: string): Finding {
  return { level: 'note', what, ...(mend === undefined ? {} : { mend }) };
}

export function wrong(what: string, mend: string): Finding {
  return { level: 'wrong', what, mend };
}
