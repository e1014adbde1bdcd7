import { machineLine } from '../../bench/machine.ts';
import { compareWithOathtool, compareWithOtplib } from '../../support/codes/batch-oracles.ts';
import { readSoakRecord, writeSoakRecord } from '../soak-record.ts';

const CASES = 1_000_000;
const KEYS = 1000;
const STEPS = 1000;
/** Codes of one comparison, after which it tells how far it is. */
const SHARE = 100_000;

/** Random codes by the batch engine, the readable engine, otplib and oathtool. */
export function soakCodes(): boolean {
  const begin = performance.now();
  let otplib = 0;
  for (let seed = 1; otplib < CASES; seed++) {
    otplib += compareWithOtplib(SHARE, seed);
    console.log(`${otplib} codes agree with otplib`);
  }
  const oathtool = compareWithOathtool(KEYS, STEPS, 1);
  console.log(`${oathtool} codes agree with oathtool`);
  const date = new Date().toISOString().slice(0, 10);
  const seconds = Math.round((performance.now() - begin) / 1000);
  const codes = { date, machine: machineLine(), seconds, otplib, oathtool };
  writeSoakRecord({ ...readSoakRecord(), codes });
  return true;
}
