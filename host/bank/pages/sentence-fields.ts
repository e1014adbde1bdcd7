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
  | 'reason'
  | 'newLoginCode'
  | 'newLoginCode2'
  | 'newConfirmation'
  | 'newConfirmation2';

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
  'serial-unanswerable': 'serial',
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
  'user-exists': 'userId',
  'user-id-form': 'userId',
  'user-name-form': 'name',
  'user-password-form': 'password',
  'new-login-code-form': 'newLoginCode',
  'new-login-code-again': 'newLoginCode2',
  'new-confirmation-form': 'newConfirmation',
  'new-confirmation-again': 'newConfirmation2',
  'form-of-other': 'formNumber',
  'form-number-form': 'formNumber',
  'contract-id-form': 'contractId',
  'contract-name-form': 'name',
  'login-code-form': 'loginCode',
  'contract-unknown': 'contractId',
  'contract-exists': 'contractId',
};

/** Which field a sentence is about; undefined: about the whole. */
export function fieldOf(sentence: SentenceId | undefined): FieldName | undefined {
  return sentence === undefined ? undefined : FIELDS[sentence];
}
