import type { Trigger } from './watch.ts';
import type { Unsubscribe } from '../link.ts';

/** What tells of devices that are plugged in and pulled out: WebUSB, WebHID, Web Serial. */
export interface ConnectEvents {
  addEventListener(type: 'connect' | 'disconnect', listener: () => void): void;
  removeEventListener(type: 'connect' | 'disconnect', listener: () => void): void;
}

export function connectTrigger(events: ConnectEvents): Trigger {
  return (changed): Unsubscribe => {
    const listener = (): void => {
      changed();
    };
    events.addEventListener('connect', listener);
    events.addEventListener('disconnect', listener);
    return () => {
      events.removeEventListener('connect', listener);
      events.removeEventListener('disconnect', listener);
    };
  };
}
