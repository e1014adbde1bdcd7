/** Names of exceptions in WebUSB, each with the sentences of Chromium. */
const MESSAGES = {
  disconnected: ['NotFoundError', 'The device was disconnected.'],
  notOpen: ['InvalidStateError', 'The device must be opened first.'],
  notConfigured: ['InvalidStateError', 'The device must have a configuration selected.'],
  noConfiguration: [
    'NotFoundError',
    'The configuration value provided is not supported by the device.',
  ],
  noInterface: [
    'NotFoundError',
    'The interface number provided is not supported by the device in its current configuration.',
  ],
  noAlternate: [
    'NotFoundError',
    'The alternate setting provided is not supported by the device in its current configuration.',
  ],
  noEndpoint: [
    'NotFoundError',
    'The specified endpoint is not part of a claimed and selected alternate interface.',
  ],
  notClaimed: ['InvalidStateError', 'The specified interface has not been claimed.'],
  protectedClass: ['SecurityError', 'The requested interface implements a protected class.'],
  wrongType: ['InvalidAccessError', 'The specified endpoint is of another transfer type.'],
  cancelled: ['AbortError', 'The transfer was cancelled.'],
  failed: ['NetworkError', 'A transfer error has occurred.'],
  notSetConfiguration: ['NetworkError', 'Unable to set device configuration.'],
  notSetInterface: ['NetworkError', 'Unable to set device interface.'],
  notCleared: ['NetworkError', 'Unable to clear endpoint.'],
  notReset: ['NetworkError', 'Unable to reset the device.'],
  notSelected: ['NotFoundError', 'No device selected.'],
} as const;

export function usbException(
  what: keyof typeof MESSAGES,
  options: ErrorOptions = {},
): DOMException {
  const [name, message] = MESSAGES[what];
  return new DOMException(message, { name, cause: options.cause });
}
