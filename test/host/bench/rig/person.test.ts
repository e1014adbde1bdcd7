import { afterEach, describe, expect, it } from 'vitest';
import type { BenchPerson, BenchRig, PersonQuestion } from '@fobkit/bench';
import { EmulatedBench } from '../support/emulated-bench.ts';

let bench: EmulatedBench | undefined;
let asked: PersonQuestion[] = [];
afterEach(async () => {
  await bench?.close();
  bench = undefined;
  asked = [];
});

/** Does what is asked of it to the emulated fob, and gives its answer. */
type Hand = (question: PersonQuestion, at: EmulatedBench) => string | undefined;

/** A bench with a supply and somebody who does the rest. */
async function taken(
  hand: Hand,
  change: (text: string) => string = (text) => text,
): Promise<BenchRig> {
  const person: BenchPerson = {
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(hand(question, bench ?? expect.unreachable()));
    },
  };
  const text = (yaml: string): string =>
    change(
      yaml
        .replace('ports:', '  bob: { kind: person, language: ja }\nports:')
        .replace(/ {4}(button|cell|chamber): .*\n/g, '')
        .replace(/( {4}profile: .*\n)/, '$1    person: bob\n    label: SKTH00000017\n'),
    );
  bench = await EmulatedBench.open({ env: { person }, text });
  return bench.take();
}

const press: Hand = ({ task }, { live }) => {
  if (task.do === 'press') {
    live.act(() => {
      live.fob.press();
    });
  }
  return '';
};

describe('a person at the bench', () => {
  it('is asked in his language, with a picture, for the fob of the port', async () => {
    const rig = await taken(press);
    const { evidence } = await rig.act({ action: 'press' });
    expect(evidence).toBe('done by hand (press), as person bob says; the fob counts 1 presses');
    expect(asked).toMatchObject([
      {
        where: 'port-1: SKTH00000017',
        language: 'ja',
        text: 'ボタンを1回、短く押してください。終わったら Enter。',
        answer: 'done',
      },
    ]);
    expect(asked[0]?.picture).toContain('☝');
    await rig.close();
  });

  it('who says that he pressed is not believed when the fob counts no press', async () => {
    const rig = await taken(() => '');
    await expect(rig.act({ action: 'press' })).rejects.toMatchObject({
      code: 'unproven',
      message: expect.stringContaining('person bob did not press it') as unknown,
    });
    await rig.close();
  });

  it('who will not is no fault of the fob', async () => {
    const rig = await taken(() => undefined);
    await expect(rig.act({ action: 'press' })).rejects.toMatchObject({ code: 'refused' });
    await rig.close();
  });

  it('reads the label of a fob without a wire, before anything is done with it', async () => {
    const noWire = (text: string): string => text.replace(/link: ".*"/, 'link: none');
    await expect(taken(() => 'SKTH00000018', noWire)).rejects.toThrow(
      'port port-1 is for the fob SKTH00000017; SKTH00000018 is in it',
    );
    await bench?.close();
    const rig = await taken(() => 'SKTH00000017', noWire);
    expect(rig.lacks('wire')).toBe('port port-1 has no wire to its fob');
    await rig.close();
  });

  it('types what the LCD shows; - is a dark one, and nothing is no answer', async () => {
    const noWire = (text: string): string => text.replace(/link: ".*"/, 'link: none');
    const answers = ['', '395820', '-', '', ' ', '\u0007'];
    const rig = await taken(
      ({ task }) => (task.do === 'read-label' ? 'SKTH00000017' : answers.shift()),
      noWire,
    );
    expect(await rig.lcd()).toMatchObject({ on: true, rows: ['395820'], masked: false });
    expect(asked.at(-1)?.wrong).toBe('何も入力されていません');
    expect(await rig.lcd()).toMatchObject({ on: false, rows: [] });
    await expect(rig.lcd()).rejects.toMatchObject({ code: 'unproven' });
    await rig.close();
  });
});
