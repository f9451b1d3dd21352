"""What archive.sh compares with: aiohttp fetches with so many in flight, readability takes the article out, both are
written to a folder. Usage: archive_aiohttp.py LINKS FOLDER IN_FLIGHT"""

import asyncio
import hashlib
import pathlib
import sys

import aiohttp
import readability


async def archive(session, places, link, folder):
    async with places:
        async with session.get(link) as response:
            page = await response.read()
    name = hashlib.md5(link.encode()).hexdigest()
    (folder / f"{name}.raw").write_bytes(page)
    try:
        article = readability.Document(page.decode("utf-8", "replace")).summary()
    except readability.readability.Unparseable:
        article = ""
    (folder / f"{name}.html").write_text(article, errors="replace")


async def main(links, folder, in_flight):
    places = asyncio.Semaphore(in_flight)
    connector = aiohttp.TCPConnector(limit=in_flight)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(archive(session, places, link, folder) for link in links))


asyncio.run(main(pathlib.Path(sys.argv[1]).read_text().split(), pathlib.Path(sys.argv[2]), int(sys.argv[3])))
