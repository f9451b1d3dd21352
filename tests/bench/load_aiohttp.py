"""What clients.sh compares with: today's aiohttp as the article "Making 1 million requests with python-aiohttp" uses it: a
task for each request, a semaphore that lets so many go, bodies read whole; for so many seconds. Prints how many were done
and how many of them failed. Usage: load_aiohttp.py SECONDS IN_FLIGHT URL"""

import asyncio
import sys
import time

import aiohttp


async def main(seconds, in_flight, url):
    places = asyncio.Semaphore(in_flight)
    results = []
    tasks = set()

    async def fetch(session):
        try:
            async with session.get(url) as response:
                await response.read()
                results.append(response.status == 200)
        except (aiohttp.ClientError, asyncio.TimeoutError):
            results.append(False)
        finally:
            places.release()

    timeout = aiohttp.ClientTimeout(total=None, sock_read=60)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=in_flight), timeout=timeout) as session:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await places.acquire()
            task = asyncio.create_task(fetch(session))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    print(len(results), results.count(False))


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
