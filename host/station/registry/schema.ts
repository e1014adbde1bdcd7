import type { Purpose } from '@fobkit/protocol';
import type { Generated } from 'kysely';
import type { CodeCheck, LotState } from '../lot/lot.ts';
import type { IntentStep, Trouble, UnitState } from '../unit/unit.ts';

/** A name of a station: its chain of audit entries, and how often a run has begun there. */
export interface StationTable {
  name: string;
  /** Of the last run: each has one more than the run before. */
  fence: number;
  /** Sealed: what its chain is signed with. */
  audit_key: Uint8Array;
}

/** A run of a station on a lot; at most one of a station has not ended. */
export interface RunTable {
  id: string;
  station: string;
  lot_id: string;
  fence: number;
  /** Which machine and process: JSON. */
  holder: string;
  begun_unix_ms: number;
  expires_unix_ms: number;
  ended_unix_ms: number | null;
}

export interface LotTable {
  id: string;
  name: string;
  profile: string;
  model: string;
  planned: number;
  purpose: Purpose;
  /** JSON of SerialScheme, TokenParameters and TrimWish. */
  serials: string;
  parameters: string;
  trim: string | null;
  code_check: CodeCheck;
  qualified_hours: number | null;
  expiry: number | null;
  state: LotState;
  import_id: number | null;
  created_unix_ms: number;
  created_by: string;
  closed_unix_ms: number | null;
  closed_by: string | null;
}

export interface UnitTable {
  id: Generated<number>;
  lot_id: string;
  /** The lot's, so that no number goes beyond it. */
  planned: number;
  number: number;
  serial_label: string;
  seed_fingerprint: Uint8Array;
  /** The deterministic CBOR of what is loaded with the seed. */
  parameters: Uint8Array;
  state: UnitState;
  device_id: string | null;
  /** One more whenever the secrets are sealed anew. */
  row_version: number;
  /** Sealed. Null once purged. */
  seed: Uint8Array | null;
  /** Sealed: the key that the fob has; null as long as it is the factory key. */
  transport_key: Uint8Array | null;
  key_generation: number | null;
  /** Sealed: the key that the fob is to get, or was to get when the work on it ended. */
  next_key: Uint8Array | null;
  next_generation: number | null;
  /** How far the work was when the unit was quarantined. */
  halted_step: IntentStep | null;
  trouble: Trouble | null;
  reason: string | null;
  labels_printed: number;
  /** JSON of ClockReading. */
  clock: string | null;
  trim_ppb: number | null;
  /** HOTP and OCRA: of the next code, when the work ended. */
  counter: number | null;
  ended_unix_ms: number | null;
}

/** What a station is about to do with a unit, written down before it is done. */
export interface IntentTable {
  unit_id: number;
  /** Always `working`: an intent on any other unit is impossible. */
  unit_state: 'working';
  /** Null when nobody is at it. */
  run_id: string | null;
  attempt_id: number;
  step: IntentStep;
  begun_unix_ms: number;
  entered_unix_ms: number;
}

export type AttemptResult =
  'done' | 'trimmed' | 'rolled-back' | 'quarantined' | 'refused' | 'left-open';

/** A visit of a fob, refused ones too. */
export interface AttemptTable {
  id: Generated<number>;
  lot_id: string;
  unit_id: number | null;
  device_id: string | null;
  run_id: string;
  station: string;
  port: string;
  begun_unix_ms: number;
  ended_unix_ms: number | null;
  result: AttemptResult | null;
  trouble: Trouble | null;
  why: string | null;
  /** JSON of VisitFacts. */
  facts: string;
}

/** That a golden fob passed at a station, or did not. */
export interface QualificationTable {
  id: Generated<number>;
  station: string;
  unix_ms: number;
  passed: number;
  qualified_by: string;
  /** JSON without secrets. */
  facts: string;
}

export interface LabelPrintTable {
  id: Generated<number>;
  unit_id: number;
  unix_ms: number;
  /** The station, or the operator of a reprint. */
  printed_by: string;
  /** Of a reprint. */
  reason: string | null;
}

export interface TokenImportTable {
  id: Generated<number>;
  file: string;
  format: string;
  sha256: string;
  tokens: number;
  unix_ms: number;
  imported_by: string;
}

export interface ImportedTokenTable {
  id: Generated<number>;
  import_id: number;
  serial_label: string;
  seed_fingerprint: Uint8Array;
  /** Sealed. Null once a lot has it. */
  seed: Uint8Array | null;
  /** JSON of TokenRecord without its seed. */
  record: string;
  /** The unit that it became. */
  unit_id: number | null;
}

export interface TokenExportTable {
  id: Generated<number>;
  lot_id: string;
  format: string;
  sha256: string;
  tokens: number;
  unix_ms: number;
  exported_by: string;
  acknowledged_unix_ms: number | null;
  acknowledged_by: string | null;
  /** When its seeds were deleted. */
  purged_unix_ms: number | null;
}

export interface ExportedUnitTable {
  export_id: number;
  unit_id: number;
}

/** A unit that is a golden fob. */
export interface GoldenUnitTable {
  unit_id: number;
  unix_ms: number;
  marked_by: string;
}

/** The tables of the registry itself. */
export interface RegistryTables {
  station: StationTable;
  run: RunTable;
  lot: LotTable;
  unit: UnitTable;
  intent: IntentTable;
  attempt: AttemptTable;
  qualification: QualificationTable;
  golden_unit: GoldenUnitTable;
  label_print: LabelPrintTable;
  token_import: TokenImportTable;
  imported_token: ImportedTokenTable;
  token_export: TokenExportTable;
  exported_unit: ExportedUnitTable;
}
