"""What clients.sh compares with: the library requests, one request after the other over one kept connection. Prints how
many failed. Usage: load_requests.py REQUESTS URL"""

import sys

import requests

failed = 0
with requests.Session() as session:
    session.trust_env = False
    for _ in range(int(sys.argv[1])):
        try:
            failed += session.get(sys.argv[2], timeout=60).status_code != 200
        except requests.RequestException:
            failed += 1
print(failed)
