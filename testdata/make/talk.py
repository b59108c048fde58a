"""WebSocket conversations of Debian's python3-websockets with itself: talk.py server ADDRESS PORT, or
talk.py client ADDRESS PORT plain|deflate."""

import asyncio
import contextlib
import sys

import websockets
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory as Deflate

role, address, port = sys.argv[1:4]
TEXT = "The window says how much may be on its way. 窗口说明还能发送多少。"


async def serve(conn):
    """Sends each message back, a long one in three fragments. 'ping' is answered by a ping, 'bye' by a close."""
    async for message in conn:
        if message == "ping":
            await (await conn.ping(b"are you there"))
        elif message == "bye":
            await conn.close(1001, "until tomorrow")
        elif len(message) > 400:
            third = len(message) // 3
            await conn.send([message[:third], message[third : 2 * third], message[2 * third :]])
        else:
            await conn.send(message)


async def answer(conn):
    """serve, for a conversation that the client may end as it likes."""
    with contextlib.suppress(websockets.ConnectionClosed):
        await serve(conn)


async def exchange(conn, message):
    await conn.send(message)
    return await conn.recv()


async def fragments(conn):
    """Three fragments with a ping between the second and the third."""
    yield "a segment, "
    yield "a fragment, "
    await conn.ping(b"between")
    yield "a message 片段"


async def plain(connect):
    async with connect("/talk", compression=None) as conn:
        await exchange(conn, TEXT)
        await exchange(conn, bytes(range(256)))
        await exchange(conn, "")
        await exchange(conn, TEXT * 8)
        await conn.send(fragments(conn))
        await conn.recv()
        await (await conn.ping(b"17"))
        await conn.send("ping")
        await asyncio.sleep(0.1)
        await conn.close(4000, "read to the end 看完了")
    async with connect("/talk", compression=None, subprotocols=["lines.v2", "lines.v1"]) as conn:
        await exchange(conn, "second")
        await conn.send("bye")
        await conn.wait_closed()


async def deflate(connect):
    async with connect("/talk") as conn:
        for message in [TEXT, TEXT, TEXT.encode(), TEXT * 12, '{"id":17,"name":"segment"}', '{"id":18,"name":"segment"}']:
            await exchange(conn, message)
        await conn.send(fragments(conn))
        await conn.recv()
        await conn.close(1000, "done")
    alone = Deflate(server_no_context_takeover=True, client_no_context_takeover=True)
    async with connect("/talk", compression=None, extensions=[alone]) as conn:
        for _ in range(2):
            await exchange(conn, TEXT)


async def main():
    if role == "client":
        url = f"ws://www.example.test:{port}"
        await globals()[sys.argv[4]](lambda path, **options: websockets.connect(url + path, host=address, ping_interval=None, **options))
        return
    async with websockets.serve(answer, address, int(port), ping_interval=None, subprotocols=["lines.v1"]):
        await asyncio.Future()


asyncio.run(main())
