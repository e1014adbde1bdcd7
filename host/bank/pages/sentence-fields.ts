import type { SentenceId } from '../domain/sentences.ts';

/** The fields of the bank's forms, by their names. */
export type FieldName =
  | 'contractId'
  | 'loginCode'
  | 'userId'
  | 'password'
  | 'cells'
  | 'serial'
  | 'code'
  | 'code2'
  | 'confirmation'
  | 'users'
  | 'to'
  | 'amount'
  | 'kind'
  | 'formNumber'
  | 'name'
  | 'remark'
  | 'operator'
  | 'why'
  | 'days'
  | 'mode'
  | 'action'
  | 'reason';

const FIELDS: Partial<Record<SentenceId, FieldName>> = {
  'login-wrong': 'loginCode',
  'card-wrong': 'cells',
  'card-form': 'cells',
  'serial-form': 'serial',
  'serial-wrong': 'serial',
  'serial-undelivered': 'serial',
  'serial-unactivated': 'serial',
  'serial-reported': 'serial',
  'serial-registered': 'serial',
  'serial-scrapped': 'serial',
  'token-unknown': 'serial',
  'token-state': 'serial',
  'no-stock': 'serial',
  'code-form': 'code',
  'code-wrong': 'code',
  'code-used': 'code',
  'code-next': 'code',
  'code-too-soon': 'code',
  'confirmation-form': 'confirmation',
  'confirmation-wrong': 'confirmation',
  'choose-one-user': 'users',
  'user-unknown': 'users',
  'mode-form': 'mode',
  'mode-unchanged': 'mode',
  'action-form': 'action',
  'accident-reason-form': 'reason',
  'payee-form': 'to',
  'amount-form': 'amount',
  'transaction-form': 'kind',
  'form-of-other': 'formNumber',
  'contract-unknown': 'contractId',
  'contract-exists': 'contractId',
};

/** Which field a sentence is about; undefined: about the whole. */
export function fieldOf(sentence: SentenceId | undefined): FieldName | undefined {
  return sentence === undefined ? undefined : FIELDS[sentence];
}
