import { describe, expect, it } from 'vitest';
import { hasCapability } from '../../../../host/client/device/capability.ts';
import { PersonDevice } from '../../../../host/client/person/person-device.ts';
import type { CodeQuestion, PersonPrompt } from '../../../../host/client/person/person-prompt.ts';

/** A person who answers with these, one after the other, and keeps what he was asked. */
class Person implements PersonPrompt {
  readonly asked: CodeQuestion[] = [];
  readonly #answers: (string | undefined)[];

  constructor(...answers: readonly (string | undefined)[]) {
    this.#answers = [...answers];
  }

  askCode(question: CodeQuestion, signal?: AbortSignal): Promise<string | undefined> {
    signal?.throwIfAborted();
    this.asked.push(question);
    if (this.#answers.length === 0) throw new Error('asked once too often');
    return Promise.resolve(this.#answers.shift());
  }
}

describe('a fob that a person reads', () => {
  it('can do nothing but give codes', () => {
    const device = new PersonDevice(new Person());
    expect([...device.capabilities]).toEqual(['read-code']);
    expect(hasCapability(device, 'status')).toBe(false);
  });

  it('tells what stands on its back when it was said', async () => {
    const device = new PersonDevice(new Person(), { label: 'SKTH00000017' });
    expect(device.url).toBe('person:SKTH00000017');
    expect(await device.info()).toEqual({ model: 'person', serialLabel: 'SKTH00000017' });
    expect(await new PersonDevice(new Person()).info()).toEqual({ model: 'person' });
  });

  it('gives the code that was typed, without the gaps', async () => {
    const person = new Person('123 456');
    const device = new PersonDevice(person, { label: 'S-1', digits: 6 });
    expect(await device.readCode()).toEqual({ code: '123456' });
    expect(person.asked).toEqual([{ label: 'S-1', digits: 6 }]);
  });

  it('asks again and says what was wrong', async () => {
    const person = new Person('12345', 'what?', '123456');
    const device = new PersonDevice(person, { digits: 6 });
    expect(await device.readCode()).toEqual({ code: '123456' });
    expect(person.asked.map(({ wrong }) => wrong)).toEqual([
      undefined,
      { kind: 'too-few', typed: 5 },
      { kind: 'not-digits' },
    ]);
  });

  it('gives up after three answers that are no codes', async () => {
    const person = new Person('1', '22', '333');
    const reading = new PersonDevice(person).readCode();
    await expect(reading).rejects.toMatchObject({ code: 'person', reason: 'not-a-code' });
    await expect(reading).rejects.toThrow('three times no code of 4 to 10 digits');
    const six = new PersonDevice(new Person('1', '22', '333'), { digits: 6 }).readCode();
    await expect(six).rejects.toThrow('three times no code of 6 digits');
    expect(person.asked).toHaveLength(3);
  });

  it.each([[undefined], [''], ['  ']])('takes %j for: cancelled', async (answer) => {
    const reading = new PersonDevice(new Person(answer)).readCode();
    await expect(reading).rejects.toMatchObject({ code: 'person', reason: 'cancelled' });
  });

  it('passes the question of OCRA on', async () => {
    const person = new Person('12345678');
    await new PersonDevice(person).readCode({ challenge: '00000000' });
    expect(person.asked).toEqual([{ challenge: '00000000' }]);
  });

  it('tells that a press is wanted, once', async () => {
    let told = 0;
    const device = new PersonDevice(new Person('1', '123456'));
    await device.readCode({ onPressWanted: () => told++ });
    expect(told).toBe(1);
  });

  it('ends with the reason of the signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const reading = new PersonDevice(new Person('123456')).readCode({ signal });
    await expect(reading).rejects.toThrow('enough');
  });

  it('has no slots', async () => {
    const reading = new PersonDevice(new Person('123456')).readCode({ slot: 'totp0' });
    await expect(reading).rejects.toThrow('no slots');
  });
});
