/**
 * Every clock of the protocol counts ticks of 1/32768 s: the period of a watch crystal, so that a
 * fob need not convert (docs/protocol/03-messages.md).
 */
export const TICKS_PER_SECOND = 32_768;
