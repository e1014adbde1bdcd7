import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { describeFaults } from '../fault/catalogue.ts';
import { faultSchema } from '../fault/fault.ts';
import { parseFault } from '../fault/parse-fault.ts';
import type { ControlledFob } from './controlled-fob.ts';
import { readJson } from './json-body.ts';

/** A fault in the words of a command line, as `lcd.segment 2d --for 2m`. */
export const faultWords = v.strictObject({
  words: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(16)),
  at: v.exactOptional(v.string()),
  onNth: v.exactOptional(v.string()),
  when: v.exactOptional(v.string()),
  chance: v.exactOptional(v.string()),
  seed: v.exactOptional(v.string()),
  for: v.exactOptional(v.string()),
});

/** A fault as data, or in words. */
export const faultBody = v.union([faultWords, faultSchema]);

/** Arm, look at and clear the faults of a fob. */
export function faultRoutes(find: (context: Context) => ControlledFob): Hono {
  const routes = new Hono();
  routes.get('/v1/faults', (context) => context.json(describeFaults()));
  routes.get('/v1/fobs/:id/faults', (context) => context.json(find(context).fob.faults.report()));
  routes.post('/v1/fobs/:id/faults', async (context) => {
    const target = find(context);
    const body = await readJson(context);
    const report = 'words' in body ? armWords(target, body) : armData(target, body);
    target.touched();
    return context.json(report, 201);
  });
  routes.delete('/v1/fobs/:id/faults', (context) => {
    const target = find(context);
    target.fob.faults.clearAll();
    target.touched();
    return context.json(target.fob.faults.report());
  });
  routes.delete('/v1/fobs/:id/faults/:fault', (context) => {
    const target = find(context);
    const report = target.fob.faults.clear(context.req.param('fault'));
    target.touched();
    return context.json(report);
  });
  return routes;
}

function armWords(target: ControlledFob, body: unknown) {
  const { words, ...options } = v.parse(faultWords, body);
  return target.fob.faults.arm(parseFault(words, options));
}

function armData(target: ControlledFob, body: unknown) {
  return target.fob.faults.arm(v.parse(faultSchema, body));
}
