export * from './exchange/exchange-error.ts';
export type * from './exchange/token-record.ts';
export * from './label/label.ts';
export type * from './lot/lot.ts';
export type * from './run/port.ts';
export * from './run/station-event.ts';
export type * from './run/work-store.ts';
export type * from './unit/unit.ts';
