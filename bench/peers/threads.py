"""Posts each row of a CSV on a pool of threads, a connection for each: threads.py URL FILE THREADS"""

import csv
import http.client
import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

url, file, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
address = urlsplit(url)
headers = {"Content-Type": "application/json", "Authorization": "Bearer bench"}
local = threading.local()
# Without it the whole file would wait in the pool's queue.
room = threading.Semaphore(2 * threads)


def post(row):
    try:
        if not hasattr(local, "connection"):
            local.connection = http.client.HTTPConnection(address.hostname, address.port)
        local.connection.request("POST", "/v2/role-bindings", json.dumps(row), headers)
        answer = local.connection.getresponse()
        answer.read()
        return answer.status
    finally:
        room.release()


failed = 0


def count(future):
    global failed
    if future.exception() or future.result() != 201:
        failed += 1


with open(file, newline="", encoding="utf-8") as lines, ThreadPoolExecutor(threads) as pool:
    for record in csv.DictReader(lines):
        record.pop("comment", None)
        room.acquire()
        pool.submit(post, record).add_done_callback(count)
sys.exit(1 if failed else 0)
