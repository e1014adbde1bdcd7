"""A Modbus server by python3-pymodbus, with the registers of a Watlow F4 whose air follows at once.

Arguments: `tcp PORT` (0: a free one) or `rtu PATH`. Prints `ready` and where, when it listens.
"""

import asyncio
import sys

from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext, ModbusSparseDataBlock
from pymodbus.server import StartAsyncSerialServer, StartAsyncTcpServer
from pymodbus.transaction import ModbusRtuFramer

SET_POINT, ACTUAL = 300, 100


class Air(ModbusSparseDataBlock):
    """What is written to the set point is the air's temperature too."""

    def setValues(self, address, values, use_as_default=False):
        super().setValues(address, values, use_as_default)
        if address == SET_POINT and values:
            super().setValues(ACTUAL, [values[0] if isinstance(values, list) else values])


def context():
    block = Air({100: 235, 101: 0, 300: 230, 606: 1, 901: 1, 1217: 0})
    return ModbusServerContext(slaves=ModbusSlaveContext(hr=block, zero_mode=True), single=True)


async def main():
    kind, place = sys.argv[1], sys.argv[2]
    if kind == "tcp":
        server = await StartAsyncTcpServer(
            context=context(), address=("127.0.0.1", int(place)), defer_start=True
        )
        task = asyncio.ensure_future(server.serve_forever())
        await server.serving
        print(f"ready {server.server.sockets[0].getsockname()[1]}", flush=True)
    else:
        server = await StartAsyncSerialServer(
            context=context(), framer=ModbusRtuFramer, port=place, baudrate=19200, defer_start=True
        )
        await server.start()
        task = asyncio.ensure_future(server.serve_forever())
        print(f"ready {place}", flush=True)
    await task


asyncio.run(main())
