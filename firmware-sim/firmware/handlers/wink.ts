import { wink } from '@fobkit/protocol';
import { ok } from '../outcome.ts';
import { winkScreens } from '../screens.ts';
import { handler } from './handler.ts';

export const winkHandler = handler(wink, ({ core }) => {
  const { display, env } = core;
  display.show(winkScreens(env.lcd.positions), env.rtc.uptime());
  return ok({});
});
