/** What is looked at before a shift. */
export interface StationFinding {
  readonly what: 'registry' | 'integrity' | 'key' | 'clock' | 'operator' | 'golden' | 'ports';
  readonly ok: boolean;
  readonly found: string;
  /** What to do, where it is not well. */
  readonly mend?: string;
}
