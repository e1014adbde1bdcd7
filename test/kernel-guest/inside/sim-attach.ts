import { attachAll, detachAll, type Exported } from '../../../host/cli/usb/attach.ts';
import { systemTool } from '../../../host/cli/usb/usbip-tool.ts';
import { attachedUsb } from '../../../host/cli/usb/vhci.ts';
import { tell } from './tell.ts';

// What fob sim attach and detach do, on a real kernel. Arguments: host, port, and the fobs as
// DEVICEID=BUSID.

const [host = '', port = '', ...words] = process.argv.slice(2);
const fobs: readonly Exported[] = words.map((word) => {
  const [deviceId = '', busId = ''] = word.split('=');
  return { deviceId, place: { host, port: Number(port), busId } };
});
const tool = systemTool(new AbortController().signal);

tell({ attached: await attachAll(tool, fobs) });
tell({ again: await attachAll(tool, fobs) });
tell({ seen: attachedUsb('/') });
tell({
  refused: await attachAll(tool, [
    { deviceId: 'ff', place: { host, port: 1, busId: '1-1' } },
  ]).catch(String),
});
tell({ detached: await detachAll(tool, fobs), left: attachedUsb('/') });
