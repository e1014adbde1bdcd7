import { ByteWriter, nitrokeyCommands as commands } from '@fobkit/protocol';
import { DONE, type NitrokeyAnswer, refuse } from './core.ts';
import { cardHandler, handler, type NitrokeyHandler } from './handler.ts';
import type { PinHolder } from './pins.ts';
import { slotNumbers } from './slot-numbers.ts';

const getStatus = handler(commands.getStatus, ({ cardSerial, memory, product }) => {
  const [major = 0, minor = 0] = product.firmwareVersion.split('.').map(Number);
  const told = new ByteWriter().u8(minor).u8(major).u32le(cardSerial).bytes(memory.config);
  return { status: 'ok', result: told.finish() };
});

const writeConfig = handler(commands.writeConfig, (core, { configuration, temporaryPassword }) => {
  if (!core.mayActAs('admin', temporaryPassword)) return refuse('not-authorized');
  const { numLock, capsLock, scrollLock, userPinForCodes, unused } = configuration;
  core.memory.putConfig(Uint8Array.of(numLock, capsLock, scrollLock, userPinForCodes, unused));
  return DONE;
});

const setTime = handler(commands.setTime, ({ time }, request) =>
  time.set(request.time, request.hard) ? DONE : refuse('timestamp-warning'),
);

const firstAuthenticate = cardHandler(commands.firstAuthenticate, (core, request) =>
  core.authenticate('admin', request.pin, request.temporaryPassword)
    ? DONE
    : refuse('wrong-password'),
);

const userAuthenticate = cardHandler(commands.userAuthenticate, (core, request) =>
  core.authenticate('user', request.pin, request.temporaryPassword)
    ? DONE
    : refuse('wrong-password'),
);

function triesHandler(
  command: typeof commands.getUserRetryCount,
  whose: PinHolder,
): NitrokeyHandler {
  return cardHandler(command, ({ pins }): NitrokeyAnswer => ({
    status: 'ok',
    result: Uint8Array.of(pins.tries(whose)),
  }));
}

const changeUserPin = cardHandler(commands.changeUserPin, ({ pins }, { pin, newPin }) => {
  if (!pins.verify('user', pin)) return refuse('wrong-password');
  return pins.change('user', newPin) ? DONE : refuse('user-pin-not-changed');
});

const changeAdminPin = cardHandler(commands.changeAdminPin, ({ pins }, { pin, newPin }) => {
  if (!pins.verify('admin', pin)) return refuse('wrong-password');
  return pins.change('admin', newPin) ? DONE : refuse('admin-pin-not-changed');
});

const unblockUserPin = cardHandler(commands.unblockUserPin, ({ pins }, { pin, newPin }) => {
  if (!pins.verify('admin', pin)) return refuse('wrong-password');
  return pins.unblock(newPin) ? DONE : refuse('pin-not-unblocked');
});

/** PINs and slots go; the time in flash and the configuration stay, as in the real one. */
const factoryReset = cardHandler(commands.factoryReset, ({ memory, pins, product }, { pin }) => {
  if (!pins.verify('admin', pin)) return refuse('wrong-password');
  memory.eraseSlots(slotNumbers(product));
  pins.reset();
  return DONE;
});

/** Closes the password safe, which is not here; passwords that were agreed hold on. */
const lockDevice = handler(commands.lockDevice, () => DONE);

export const deviceHandlers: readonly NitrokeyHandler[] = [
  getStatus,
  writeConfig,
  setTime,
  firstAuthenticate,
  userAuthenticate,
  triesHandler(commands.getAdminRetryCount, 'admin'),
  triesHandler(commands.getUserRetryCount, 'user'),
  changeUserPin,
  changeAdminPin,
  unblockUserPin,
  factoryReset,
  lockDevice,
];
