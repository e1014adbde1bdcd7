import { type RigRefusalCode, UsageError } from '@fobkit/protocol';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import { ProfileError } from '../profile/parse-profile.ts';
import { controlActions } from './actions.ts';
import type { ControlHost, ControlledFob } from './controlled-fob.ts';
import type { EventRing } from './event-ring.ts';
import { serveEvents } from './events-route.ts';
import { faultRoutes } from './fault-routes.ts';
import { reportOfFob } from './fob-report.ts';
import { localOnly, refuse, tokenOnly } from './guard.ts';
import { NotJson, readJson } from './json-body.ts';
import { serveLcd } from './lcd-route.ts';
import { openApiDocument } from './openapi.ts';
import { mayHoldProductionSeed, takeSnapshot } from '../fob/snapshot.ts';

/** The largest body: a snapshot with a profile of its own. */
const MAX_BODY = 1_048_576;

export interface AppOptions {
  readonly host: ControlHost;
  /** 64 hexadecimal digits. */
  readonly token: string;
  readonly events: EventRing;
}

/** The control channel as a Hono application: docs/emulator.md, `/openapi.json`. */
export function controlApp({ host, token, events }: AppOptions): Hono {
  const app = new Hono();
  const find = (context: Context): ControlledFob => {
    const id = (context.req.param('id') ?? '').toLowerCase();
    const found = host.fobs.find((target) => target.deviceId === id);
    if (found === undefined) throw new HTTPException(404, { message: `no fob ${id} is here` });
    if (found.failure !== undefined) {
      throw new HTTPException(409, {
        message: `the emulator of fob ${id} failed: ${found.failure}`,
      });
    }
    return found;
  };

  const alive = (): readonly ControlledFob[] => host.fobs.filter((target) => !hasFailed(target));

  app.use('*', localOnly);
  app.get('/health', (context) =>
    context.json({
      fobkit: 'control',
      fobs: alive().map((target) => target.deviceId),
      failed: host.fobs.filter(hasFailed).map((target) => target.deviceId),
    }),
  );
  app.get('/openapi.json', (context) => context.json(openApiDocument()));
  app.use('/v1/*', tokenOnly(token), bodyLimit({ maxSize: MAX_BODY, onError: tooLarge }));
  app.get('/v1/fobs', (context) => context.json(alive().map(reportOfFob)));
  app.get('/v1/fobs/:id', (context) => context.json(reportOfFob(find(context))));
  for (const [name, action] of Object.entries(controlActions)) {
    app.post(`/v1/fobs/:id/${name}`, async (context) => {
      const target = find(context);
      await action.run(target, await readJson(context));
      target.touched();
      // Looked for again: it may have failed by now.
      return context.json(reportOfFob(find(context)));
    });
  }
  app.get('/v1/fobs/:id/lcd', (context) => serveLcd(context, find(context)));
  app.route('/', faultRoutes(find));
  app.get('/v1/fobs/:id/snapshot', (context) => {
    const target = find(context);
    if (mayHoldProductionSeed(target.fob)) {
      return refuse(context, 'forbidden', 'a snapshot holds the seed: test fobs only');
    }
    return context.text(takeSnapshot(target.fob), 200, { 'content-type': 'application/json' });
  });
  app.post('/v1/fobs/:id/restore', async (context) => {
    const target = find(context);
    target.restore(await context.req.text());
    target.touched();
    return context.json(reportOfFob(target));
  });
  app.get('/v1/events', (context) => serveEvents(context, events));
  app.post('/v1/shutdown', (context) => {
    host.shutdown();
    return context.json({ ok: true });
  });
  app.notFound((context) => refuse(context, 'not-found', 'see /openapi.json for what there is'));
  app.onError((error, context) => answerError(error, context));
  return app;
}

function hasFailed(target: ControlledFob): boolean {
  return target.failure !== undefined;
}

function tooLarge(context: Context): Response {
  return refuse(context, 'too-large', `a body has at most ${MAX_BODY} bytes`);
}

/** Whose fault it is, as a status; what went wrong inside stays inside. */
function answerError(error: Error, context: Context): Response {
  if (v.isValiError(error)) {
    const [issue] = error.issues;
    const field = v.getDotPath(issue) ?? 'body';
    return refuse(context, 'bad-request', `${field}: ${issue.message}`, field);
  }
  if (error instanceof NotJson) return refuse(context, 'not-json', error.message);
  if (error instanceof UsageError || error instanceof ProfileError) {
    return refuse(context, 'bad-request', error.message);
  }
  if (error instanceof HTTPException) {
    const codes: Readonly<Record<number, RigRefusalCode>> = { 404: 'not-found', 409: 'conflict' };
    return refuse(context, codes[error.status] ?? 'bad-request', error.message);
  }
  return refuse(context, 'internal', 'the emulator failed');
}
