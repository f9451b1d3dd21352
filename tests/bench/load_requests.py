"""What clients.sh compares with: the library requests, one request after the other over one kept connection, for so many
seconds. Prints how many were done and how many of them failed. Usage: load_requests.py SECONDS URL"""

import sys
import time

import requests

done = failed = 0
end = time.monotonic() + int(sys.argv[1])
with requests.Session() as session:
    session.trust_env = False
    while time.monotonic() < end:
        done += 1
        try:
            failed += session.get(sys.argv[2], timeout=60).status_code != 200
        except requests.RequestException:
            failed += 1
print(done, failed)
