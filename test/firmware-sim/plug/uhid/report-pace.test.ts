import { describe, expect, it } from 'vitest';
import { rig, ofByte, firsts, WITH_ID, IN } from './support/uhid-rig.ts';

describe('the pace', () => {
  it('lets a reply of 18 reports through at once', async () => {
    const { toy, kernel, time } = await rig();
    const program = kernel.open();
    await time.pass(30);
    toy.say(IN, ...Array.from({ length: 18 }, (_, i) => ofByte(i)));
    expect(program.reports).toHaveLength(18);
  });

  it('holds back what the kernel has no room for, and loses nothing', async () => {
    const { toy, kernel, time } = await rig();
    const program = kernel.open();
    await time.pass(30);
    toy.say(IN, ...Array.from({ length: 200 }, (_, i) => ofByte(i)));
    const got: (number | undefined)[] = [];
    let most = 0;
    for (let i = 0; i < 200; i++) {
      most = Math.max(most, program.reports.length);
      got.push(...firsts(program.reports.splice(0)));
      await time.pass(20);
    }
    expect(got).toEqual(Array.from({ length: 200 }, (_, i) => i));
    expect(program.dropped).toBe(0);
    expect(most).toBeLessThanOrEqual(31);
  });

  it('gives a program that does not read for 60 ms time to come back', async () => {
    const { toy, kernel, time } = await rig();
    const program = kernel.open();
    await time.pass(30);
    toy.say(IN, ...Array.from({ length: 200 }, (_, i) => ofByte(i)));
    await time.pass(60);
    expect(program.dropped).toBe(0);
    expect(program.reports.length).toBeGreaterThan(30);
  });

  it('takes a program that writes for one that reads', async () => {
    const { toy, kernel, time } = await rig();
    const program = kernel.open();
    await time.pass(30);
    for (let i = 0; i < 90; i++) {
      kernel.output(new Uint8Array(WITH_ID));
      await time.pass(0.2);
      toy.say(IN, ofByte(i));
      expect(firsts(program.reports.splice(0))).toEqual([i]);
    }
  });

  it('looks often enough for the longest message, written at once', async () => {
    const { toy, kernel, time } = await rig();
    kernel.open();
    for (let i = 0; i < 50; i++) {
      await time.pass(2000);
      for (let one = 0; one < 18; one++) kernel.output(new Uint8Array(WITH_ID));
    }
    await time.pass(10);
    expect(kernel.lostEvents).toBe(0);
    expect(toy.packets).toHaveLength(50 * 18);
  });
});
