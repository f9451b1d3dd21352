"""What clients.sh compares with: today's aiohttp as the article "Making 1 million requests with python-aiohttp" uses it: a
task for each request, a semaphore that lets so many go, bodies read whole. Prints how many failed.
Usage: load_aiohttp.py REQUESTS IN_FLIGHT URL"""

import asyncio
import sys

import aiohttp


async def fetch(session, places, url):
    async with places:
        try:
            async with session.get(url) as response:
                await response.read()
                return response.status == 200
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False


async def main(url, requests, in_flight):
    places = asyncio.Semaphore(in_flight)
    timeout = aiohttp.ClientTimeout(total=None, sock_read=60)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=in_flight), timeout=timeout) as session:
        succeeded = await asyncio.gather(*(fetch(session, places, url) for _ in range(requests)))
    print(succeeded.count(False))


asyncio.run(main(sys.argv[3], int(sys.argv[1]), int(sys.argv[2])))
