#!/usr/bin/env bash
# Prints bodies.tsv: what each message of the captures carried, taken from the files that were served and sent, not
# from the captures. bodies.sh DIR, where DIR is what content.py filled.
set -euo pipefail
cd "$1"

row() { # CAPTURE SIDE METHOD TARGET FILE [COMPLETE]: COMPLETE is false when the message promised more than the file
  printf '%s\t%s\t%s %s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "$(sha256sum <"$5" | cut -d' ' -f1)" "$(stat -c %s "$5")" "${6:-true}"
}
served() { # CAPTURE DIR NAME...: GET /NAME was answered with DIR/NAME
  local capture=$1 dir=$2 name; shift 2
  for name in "$@"; do row "$capture" response GET "/$name" "$dir/${name%%\?*}"; done
}

printf 'capture\tmessage\texchange\tsha256\tsize\tcomplete\n'
for capture in keep-alive.pcap keep-alive.pcap.gz one-each.pcap; do
  served $capture www index.html item.json site.css logo.png 'item.json?id=17&lang=zh'
done
served pipelined.pcap www item.json notes.txt index.html
served pipelined.pcap odd plain hinted
row pipelined.pcap response GET /closing odd/plain
for path in thinking plain closing; do row head-of-line.pcap response GET /$path odd/plain; done
row chunked.pcap response GET /ssi/greeting.html sent/greeting.html
served chunked.pcap odd extensions trailer split
served gzip.pcap www notes.txt site.css logo.png
served gzip.pcap odd zlib deflate
row post-continue.pcapng request PUT /upload/put.txt sent/put.txt
row post-continue.pcapng request PUT /upload/chunked.txt sent/put.txt
row post-continue.pcapng request POST /seen sent/form
served head-and-304.pcap www notes.txt item.json
row browser.pcap response GET /%E9%A6%96%E9%A1%B5.html www/首页.html
served browser.pcap www site.css app.js logo.png map.png photo.png
row browser.pcap response GET '/search?q=%E7%BD%91%E7%BB%9C&page=1' www/gbk.html
row browser.pcap request POST /seen sent/seen.json
served close-delimited.pcap odd plain stream
row early-close.pcap response GET /short odd/short false
row early-close.pcap response GET /short-chunked odd/short-chunked false
row reset.pcap response GET /reset odd/reset false
served ipv6.pcap www index.html item.json
served loss.pcap www big.txt
served half-close.pcap odd slow
row port-reuse.pcap response GET /plain odd/plain
row port-reuse.pcap response GET /closing odd/plain
for name in notes.txt site.css; do row codings.pcap response GET "/coded/$name" "www/$name"; done
for name in zstd deflate twice; do row codings.pcap response GET "/coded/$name" coded/notes.txt; done
served chunked-trailers.pcap odd trailers
row chunked-trailers.pcap request PUT /upload/trailers.txt sent/put.txt
served pipelined-head.pcap www item.json notes.txt logo.png
served interim.pcap www index.html
row interim.pcap request PUT /slow sent/put.txt
row expect-failed.pcap request PUT /strict sent/put.txt
served http10.pcap www item.json site.css
row http10.pcap response GET /ssi/greeting.html sent/greeting.html
served cookies.pcap www item.json
served redirects.pcap www item.json
served redirects.pcap odd plain
row revalidation.pcap response GET /cached/notes.txt www/notes.txt
row revalidation.pcap response GET /never/item.json www/item.json

part() { # FIRST SIZE: those bytes of notes.txt, in a file whose name it prints
  tail -c "+$(($1 + 1))" www/notes.txt | head -c "$2" >"part.$1.$2"
  echo "part.$1.$2"
}
cut=1252 # where the first response of range breaks off
row range.pcap response GET /slowly/notes.txt "$(part 0 $cut)" false
row range.pcap response GET /slowly/notes.txt "$(part $cut 9999)"
row range.pcap response GET /notes.txt "$(part 0 500)"
row range.pcap response GET /notes.txt "$(part 2520 500)"
row range.pcap response GET /notes.txt "$(part 1000 1000)"
served range.pcap www notes.txt

served auth.pcap www private/item.json private/notes.txt
row auth.pcap response GET /token/item.json www/item.json
row webdav.pcap request PUT /dav/notes/a.txt sent/put.txt
row webdav.pcap response GET /dav/notes/c.txt sent/put.txt
row webdav.pcap request PUT /shared/a.json sent/seen.json
row webdav.pcap request PROPFIND /shared/ sent/propfind.xml
row webdav.pcap request LOCK /shared/a.json sent/lock.xml
served dns-then-http.pcap www item.json
served proxy-get.pcap www index.html
row proxy-get.pcap response GET http://origin.example.test/index.html www/index.html
row proxy-get.pcap request PUT http://origin.example.test/upload/seen.json sent/seen.json
row proxy-get.pcap request PUT /upload/seen.json sent/seen.json
served connect-tunnel.pcap www index.html item.json
