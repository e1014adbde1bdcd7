import { TOTP_LOAD } from '../../support/raw-host.ts';

/** What a card is loaded with. */
export const CARD = { ...TOTP_LOAD, serialLabel: '3050412297' };

/** What an LCD with a code reads as. */
export const CODE = /^\d{6}$/;
