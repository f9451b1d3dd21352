"""One row of "How does this client compare?": aiohttp as it is commonly used, one session, so many requests in flight, each
body read whole, for so many seconds. Prints one line of JSON.
Usage: load_aiohttp.py URL IN_FLIGHT SECONDS. Ends with 77 where aiohttp is not installed."""

import asyncio
import json
import sys
import time

try:
    import aiohttp
except ImportError:
    sys.exit(77)


async def fetch(session, url):
    try:
        async with session.get(url) as response:
            await response.read()
            return response.status == 200
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False


async def place(session, url, end, tally):
    while time.monotonic() < end:
        tally[await fetch(session, url)] += 1


async def main(url, in_flight, seconds):
    tally = {True: 0, False: 0}
    timeout = aiohttp.ClientTimeout(total=None, sock_read=60)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=in_flight), timeout=timeout) as session:
        begin = time.monotonic()
        await asyncio.gather(*(place(session, url, begin + seconds, tally) for _ in range(in_flight)))
        elapsed = time.monotonic() - begin
    print(json.dumps({"done": tally[True] + tally[False], "failed": tally[False], "seconds": elapsed}))


asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
