"""What archive.sh compares with: aiohttp fetches with so many in flight, readability takes the article out, both are
written to a folder, with "images" the article's pictures too. Usage: archive_aiohttp.py LINKS FOLDER IN_FLIGHT [images]"""

import asyncio
import hashlib
import pathlib
import re
import sys
from urllib.parse import urljoin

import aiohttp
import readability

SOURCE = re.compile(r'<img[^>]*?\ssrc="([^"]+)"')


async def fetch(session, places, link):
    async with places:
        async with session.get(link) as response:
            return response.status, await response.read()


async def keep_image(session, places, link, file):
    status, picture = await fetch(session, places, link)
    if status == 200:
        file.write_bytes(picture)


async def archive(session, places, link, folder, images):
    _, page = await fetch(session, places, link)
    name = hashlib.md5(link.encode()).hexdigest()
    (folder / f"{name}.raw").write_bytes(page)
    try:
        article = readability.Document(page.decode("utf-8", "replace")).summary()
    except readability.readability.Unparseable:
        article = ""
    (folder / f"{name}.html").write_text(article, errors="replace")
    if images:
        sources = {urljoin(link, source) for source in SOURCE.findall(article) if not source.startswith("data:")}
        await asyncio.gather(
            *(keep_image(session, places, source, folder / f"{name}-{n}.png") for n, source in enumerate(sources))
        )


async def main(links, folder, in_flight, images):
    places = asyncio.Semaphore(in_flight)
    connector = aiohttp.TCPConnector(limit=in_flight)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(archive(session, places, link, folder, images) for link in links))


asyncio.run(
    main(pathlib.Path(sys.argv[1]).read_text().split(), pathlib.Path(sys.argv[2]), int(sys.argv[3]), "images" in sys.argv[4:])
)
