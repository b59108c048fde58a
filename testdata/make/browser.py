"""Loads a page as a browser does: browser.py HOST ADDRESS.

Four connections are kept open, the page is fetched on the first and what it needs on all of them."""

import sys
import threading
from http.client import HTTPConnection

host, address = sys.argv[1:]
COMMON = {
    "Host": host,
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Accept-Language": "zh-CN,zh;q=0.8,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "keep-alive",
}
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HOME = "/%E9%A6%96%E9%A1%B5.html"


def fetch(conn, path, accept="*/*", method="GET", body=None, **fields):
    headers = {**COMMON, "Accept": accept, **{k.replace("_", "-"): v for k, v in fields.items()}}
    conn.request(method, path, body, headers)
    response = conn.getresponse()
    response.read()
    return response


def worker(conn, paths):
    for path in paths:
        accept = "image/avif,image/webp,*/*" if path.endswith(("png", "ico")) else "*/*"
        fetch(conn, path, accept, Referer=f"http://{host}{HOME}", Cookie="lang=zh-CN; theme=dark")


pool = [HTTPConnection(address, timeout=5) for _ in range(4)]
assert fetch(pool[0], "/", HTML).status == 302
fetch(pool[0], HOME, HTML, Cookie="lang=zh-CN; theme=dark")
parts = ["/site.css", "/app.js", "/logo.png", "/map.png", "/photo.png", "/favicon.ico"]
threads = [threading.Thread(target=worker, args=(conn, parts[i :: len(pool)])) for i, conn in enumerate(pool)]
for t in threads:
    t.start()
for t in threads:
    t.join()
fetch(pool[0], "/search?q=%E7%BD%91%E7%BB%9C&page=1", HTML, Cookie="lang=zh-CN; theme=dark")
with open("sent/seen.json", "rb") as f:
    fetch(pool[1], "/seen", method="POST", body=f.read(), Content_Type="application/json", Origin=f"http://{host}")
for conn in pool:
    conn.close()
