import { webcrypto } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Secret } from '@fobkit/protocol';
import { activationCodeHash } from '../../../../host/bank/app/activation.ts';
import { readActivationCode } from '../../../../host/bank/app/shared/activation-code.ts';
import { sealInfo, sealedWith } from '../../../../host/bank/app/shared/seal-context.ts';
import type { ActivatedApp, RefusedApp } from '../../../../host/bank/app/phone-desk.ts';
import {
  administrator,
  codeAt,
  CONFIRMATION,
  CONTRACT,
  opened,
  OPERATOR,
  type TestBank,
  testBank,
  wrongCode,
} from './support.ts';

const { subtle } = webcrypto;
const P256 = { name: 'ECDH', namedCurve: 'P-256' };
let made: TestBank;

beforeEach(async () => {
  made = await testBank();
});

afterEach(async () => {
  await made.close();
});

interface TestPhone {
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly privateKey: webcrypto.CryptoKey;
}

async function newPhone(): Promise<TestPhone> {
  const { privateKey, publicKey } = await subtle.generateKey(P256, false, ['deriveBits']);
  return { privateKey, publicKey: new Uint8Array(await subtle.exportKey('raw', publicKey)) };
}

/** The seed, as an app that could see it would. */
async function seedIn(
  phone: TestPhone,
  code: string,
  answer: ActivatedApp | RefusedApp,
): Promise<Uint8Array> {
  if ('refused' in answer) throw new Error(answer.refused);
  const { serial, parameters, seed } = answer;
  const context = { codeHash: activationCodeHash(code), serial, parameters };
  const bankKey = await subtle.importKey('raw', seed.bankPoint, P256, false, []);
  const agreed = await subtle.deriveBits({ name: 'ECDH', public: bankKey }, phone.privateKey, 256);
  const secret = await subtle.importKey('raw', agreed, 'HKDF', false, ['deriveBits']);
  const info = sealInfo(seed.bankPoint, phone.publicKey);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: context.codeHash, info };
  const bits = await subtle.deriveBits(hkdf, secret, 256);
  const key = await subtle.importKey('raw', bits, 'AES-GCM', false, ['decrypt']);
  const box = { name: 'AES-GCM', iv: seed.nonce, additionalData: sealedWith(context) };
  return new Uint8Array(await subtle.decrypt(box, key, seed.sealed));
}

async function issued(): Promise<{ readonly code: string; readonly serial: string }> {
  const reply = await made.bank.app.issueActivation(OPERATOR, { contractId: CONTRACT });
  if (reply.outcome !== 'done') throw new Error(reply.sentence);
  expect(readActivationCode(reply.activationCode)).toEqual({ code: reply.activationCode });
  return { code: reply.activationCode, serial: reply.serial };
}

test('an app is activated, and registered with a later code than its first one', async () => {
  const { bank, clock } = made;
  const card = await opened(bank);
  const { code, serial } = await issued();
  const phone = await newPhone();
  const { publicKey } = phone;
  const seed = await seedIn(phone, code, await bank.phones.activate({ code, publicKey }));
  const otp = codeAt(seed, clock.ms);
  const actor = await administrator(bank, card);
  await bank.administrator.startUse(actor, 'same');
  const early = { serial, code: otp, confirmation: CONFIRMATION };
  expect(await bank.administrator.register(actor, early)).toMatchObject({
    sentence: 'serial-unactivated',
  });
  expect(await bank.phones.confirm({ code, publicKey, otp })).toEqual({ serial });
  expect(await bank.administrator.register(actor, early)).toMatchObject({ outcome: 'refused' });
  clock.pass(30);
  const later = { ...early, code: codeAt(seed, clock.ms) };
  expect(await bank.administrator.register(actor, later)).toEqual({ outcome: 'done' });
});

test('of phones that come at once one wins', async () => {
  await opened(made.bank);
  const { code } = await issued();
  const phones = await Promise.all(Array.from({ length: 8 }, newPhone));
  const answers = await Promise.all(
    phones.map(({ publicKey }) => made.bank.phones.activate({ code, publicKey })),
  );
  const refusals = answers.map((answer) => ('refused' in answer ? answer.refused : 'activated'));
  expect(refusals.sort()).toEqual(['activated', ...Array<string>(7).fill('taken')]);
});

test('a phone that broke off gets the same seed again, until its first code was right', async () => {
  const { bank, clock } = made;
  await opened(bank);
  const { code, serial } = await issued();
  const phone = await newPhone();
  const { publicKey } = phone;
  const seed = await seedIn(phone, code, await bank.phones.activate({ code, publicKey }));
  const again = await bank.phones.activate({ code, publicKey });
  expect(await seedIn(phone, code, again)).toEqual(seed);
  const otp = codeAt(seed, clock.ms);
  expect(await bank.phones.confirm({ code, publicKey, otp })).toEqual({ serial });
  expect(await bank.phones.confirm({ code, publicKey, otp })).toEqual({ serial });
  expect(await bank.phones.activate({ code, publicKey })).toEqual({ refused: 'used' });
});

test('five wrong first codes end an activation, also when they come at once', async () => {
  const { bank, clock } = made;
  await opened(bank);
  const { code } = await issued();
  const phone = await newPhone();
  const { publicKey } = phone;
  const seed = await seedIn(phone, code, await bank.phones.activate({ code, publicKey }));
  const otp = wrongCode(seed, clock.ms);
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => bank.phones.confirm({ code, publicKey, otp })),
  );
  const refusals = answers.map((answer) => ('refused' in answer ? answer.refused : 'right'));
  expect(refusals.filter((one) => one === 'wrong-code')).toHaveLength(5);
  expect(refusals.filter((one) => one === 'exhausted')).toHaveLength(7);
  const right = { code, publicKey, otp: codeAt(seed, clock.ms) };
  expect(await bank.phones.confirm(right)).toEqual({ refused: 'exhausted' });
});

test('a second phone, and a wrong first code, leave an event each and say no code', async () => {
  const { bank, clock } = made;
  await opened(bank);
  const { code, serial } = await issued();
  const phone = await newPhone();
  const { publicKey } = phone;
  const seed = await seedIn(phone, code, await bank.phones.activate({ code, publicKey }));
  const second = await newPhone();
  await bank.phones.activate({ code, publicKey: second.publicKey });
  const otp = wrongCode(seed, clock.ms);
  await bank.phones.confirm({ code, publicKey, otp });
  const events = (await bank.events.after(OPERATOR, 0)).slice(-2);
  const refused = { kind: 'activation.refused', subject: serial, actor: 'app' };
  expect(events).toMatchObject([
    { ...refused, facts: { contract: CONTRACT, why: 'taken' } },
    { ...refused, facts: { contract: CONTRACT, why: 'wrong-code' } },
  ]);
  expect(JSON.stringify(events)).not.toContain(code);
  expect(JSON.stringify(events)).not.toContain(otp);
});

test('a code that is redeemed a second time leaves an event', async () => {
  const { bank } = made;
  await opened(bank);
  const { code, serial } = await issued();
  const agreed = { seed: new Secret(new Uint8Array(20).fill(9)) };
  expect(await bank.app.activate(code, agreed)).toMatchObject({ outcome: 'done' });
  expect(await bank.app.activate(code, agreed)).toMatchObject({ sentence: 'activation-wrong' });
  expect((await bank.events.after(OPERATOR, 0)).at(-1)).toMatchObject({
    kind: 'activation.refused',
    subject: serial,
  });
});

test('an activation ends with its time', async () => {
  const { bank, clock } = made;
  await opened(bank);
  const { code } = await issued();
  const { publicKey } = await newPhone();
  clock.pass(600);
  expect(await bank.phones.activate({ code, publicKey })).toEqual({ refused: 'expired' });
});

test.each(['before', 'after'] as const)(
  'a serial that the desk scraps %s a phone has asked activates no phone',
  async (when) => {
    const { bank, clock } = made;
    await opened(bank);
    const { code, serial } = await issued();
    const phone = await newPhone();
    const request = { code, publicKey: phone.publicKey };
    const answer = when === 'after' ? await bank.phones.activate(request) : undefined;
    await bank.operator.scrap(OPERATOR, serial, 'QR code was seen by others');
    expect(await bank.phones.activate(request)).toEqual({ refused: 'withdrawn' });
    if (answer === undefined) return;
    const otp = codeAt(await seedIn(phone, code, answer), clock.ms);
    expect(await bank.phones.confirm({ ...request, otp })).toEqual({ refused: 'withdrawn' });
    expect(await bank.operator.token(OPERATOR, serial)).toMatchObject({ state: 'scrapped' });
  },
);

test('a code that nobody issued is unknown', async () => {
  await opened(made.bank);
  const { publicKey } = await newPhone();
  const request = { code: '0'.repeat(30), publicKey };
  expect(await made.bank.phones.activate(request)).toEqual({ refused: 'unknown' });
  expect(await made.bank.phones.confirm({ ...request, otp: '123456' })).toEqual({
    refused: 'unknown',
  });
});
