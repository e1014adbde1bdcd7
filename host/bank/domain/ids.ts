import { isLine } from './transaction-form.ts';

const CONTRACT_ID = /^[0-9]{6,10}$/;
const USER_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$/;
const FORM_NUMBER = /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/;
const LONGEST_NAME = 60;

export function isContractId(text: string): boolean {
  return CONTRACT_ID.test(text);
}

export function isUserId(text: string): boolean {
  return USER_ID.test(text);
}

export function isFormNumber(text: string): boolean {
  return FORM_NUMBER.test(text);
}

/** Of a contract or a person: one line of 1 to 60 characters. */
export function isName(text: string): boolean {
  return isLine(text, LONGEST_NAME);
}
