"""A relay that is far away: what goes to a port of this machine, and back, takes its time."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from support.mail_crashes import SPAWN


@contextmanager
def far(port: int, round_trip_s: float) -> Iterator[int]:
    """Give a port that leads to another with so long a round trip, while the block runs."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listening:
        process = SPAWN.Process(target=_serve, args=(listening, port, round_trip_s / 2))
        process.start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            process.kill()
            process.join()


def _serve(listening: socket.socket, port: int, delay_s: float) -> None:
    async def joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(
            _carried(reader, there[1], delay_s), _carried(there[0], writer, delay_s)
        )

    async def serve() -> None:
        server = await asyncio.start_server(joined, sock=listening)
        await server.serve_forever()

    asyncio.run(serve())


async def _carried(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay_s: float
) -> None:
    """Carry what comes, each piece as late as every other."""
    loop = asyncio.get_running_loop()
    while piece := await reader.read(1 << 16):
        loop.call_later(delay_s, writer.write, piece)
    loop.call_later(delay_s, writer.close)
