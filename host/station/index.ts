export * from './exchange/exchange-error.ts';
export * from './exchange/front/format.ts';
export * from './exchange/front/read-tokens.ts';
export * from './exchange/front/write-tokens.ts';
export * from './exchange/scan/read-scan.ts';
export type { ScanLayout } from './exchange/scan/layout.ts';
export * from './exchange/pskc/read-pskc.ts';
export * from './exchange/pskc/write-pskc.ts';
export type * from './exchange/pskc/keys.ts';
export type { PskcCipher, PskcProtection } from './exchange/pskc/protection.ts';
export type { PskcSigner } from './exchange/pskc/sign.ts';
export type * from './exchange/token-record.ts';
export * from './label/label.ts';
export { BROTHER_MEDIA, type BrotherMedia, type BrotherMediaName } from './label/brother-media.ts';
export * from './label/brother-raster.ts';
export { drawLabel } from './label/label-drawing.ts';
export type * from './label/label-mark.ts';
export * from './label/label-error.ts';
export * from './label/label-format.ts';
export * from './label/label-layout.ts';
export * from './label/label-pdf.ts';
export { labelRaster } from './label/label-raster.ts';
export * from './label/label-sheet.ts';
export * from './label/label-size.ts';
export * from './label/label-zpl.ts';
export * from './label/mono-bitmap.ts';
export * from './label/mono-png.ts';
export * from './label/printer/open-label-printer.ts';
export * from './label/printer/printer-address.ts';
export type { QrLevel } from './label/symbol.ts';
export * from './certificate/certificate-pdf.ts';
export * from './certificate/certify-lot.ts';
export type { CertificateLanguage } from './certificate/certificate-words.ts';
export * from './certificate/lot-certificate.ts';
export { type QrSheetOptions, qrSheetPdf } from './exchange/qr/qr-sheet.ts';
export type * from './lot/lot.ts';
export type * from './run/port.ts';
export { isFull } from './run/lot-full.ts';
export * from './run/station-event.ts';
export type * from './run/work-store.ts';
export type * from './unit/unit.ts';
export { checkCharacter, type CheckDigit } from './lot/check-digit.ts';
export * from './lot/serial-error.ts';
export { checkLabel, checkSerial, isOathIdentifier, makeSerials } from './lot/serials.ts';
export type * from './registry/by-whom.ts';
export type * from './registry/exports.ts';
export type * from './registry/imports.ts';
export type * from './registry/lot-report.ts';
export type * from './registry/lots.ts';
export { MAX_UNITS, type NewLot, type SeedSource } from './registry/new-lot.ts';
export {
  openRegistry,
  type Registry,
  registryMigrations,
  type RegistryOptions,
} from './registry/open-registry.ts';
export * from './registry/registry-error.ts';
export type { RegistrySchema } from './registry/registry-schema.ts';
export { checkStationName } from './registry/station-key.ts';
export type { StationRun } from './registry/held-run.ts';
export type * from './registry/schema.ts';
export type * from './registry/stations.ts';
export type { UnitName } from './registry/unit-queries.ts';
export type * from './registry/units.ts';
export type { WorkOptions } from './registry/work.ts';
export * from './qualify/qualification.ts';
export * from './qualify/qualify-station.ts';
export * from './run/discovered-ports.ts';
export * from './run/fixed-ports.ts';
export * from './run/merged-ports.ts';
export * from './run/pause-switch.ts';
export type * from './run/run-options.ts';
export * from './run/run-station.ts';
export * from './trim/frequency-counter.ts';
export * from './trim/soak.ts';
export * from './trim/trim-visit.ts';
export * from './unit/classify.ts';
export * from './unit/code-verifier.ts';
export * from './unit/fob-health.ts';
export * from './unit/lot-parameters.ts';
export * from './unit/transport-keys.ts';
export type * from './unit/trouble-text.ts';
export * from './unit/trouble-texts.ts';
export * from './unit/visit-trouble.ts';
export {
  mayDo,
  type Operator,
  type OperatorRight,
  type OperatorRole,
} from './operator/operator.ts';
export * from './operator/operator-error.ts';
export { checkOperatorName } from './operator/operator-name.ts';
export { type NewOperator, Operators, type OperatorsOptions } from './operator/operators.ts';
export { passwordOf } from './operator/password.ts';
export { type OperatorSession, Sessions } from './operator/sessions.ts';
export { waitAfter } from './operator/throttle.ts';
export { scpiCounter, type ScpiCounterOptions } from './trim/scpi-counter.ts';
export * from './custody/backup-registry.ts';
export * from './custody/purge-seeds.ts';
export * from './custody/rekey-registry.ts';
export * from './custody/restore-registry.ts';
export type { ScrappedOfLot } from './custody/scrap-doubtful.ts';
export * from './custody/verify-audit.ts';
