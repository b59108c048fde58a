# Cases about what fields mean: state, redirects, validation, ranges, authentication, resources. Sourced by make.sh.

cookies() {
  get -L -b '' -c jar "http://$host/"{login,item.json}
  get -b jar "http://$host/account/orders"
  get -L -b '' "http://$host/"{login,account/close,account/orders}
}

redirects() {
  get -L "http://$host/moved/301" --next -s -L --max-redirs 2 "http://$host/moved/round" || true
  get -L --data 'line=17' "http://$host/post/"{301,303,307,308}
  get -L "http://$host/moved/away"
}

revalidation() {
  local at=http://$host/cached/notes.txt modified='Tue, 14 Nov 2023 22:13:20 GMT' next=(--next -s -o /dev/null)
  get -o /dev/null --etag-save etag "$at"
  get -o /dev/null --etag-compare etag "$at" "${next[@]}" -H "If-Modified-Since: $modified" "$at" \
    "${next[@]}" --compressed "$at" "${next[@]}" --compressed -H "If-None-Match: W/$(<etag)" "$at" \
    "${next[@]}" -H 'If-None-Match: "other", "another"' "$at" "${next[@]}" -H "If-None-Match: \"other\", $(<etag)" "$at" \
    "${next[@]}" -H 'Cache-Control: no-cache' -H 'Pragma: no-cache' "$at" "${next[@]}" "http://$host/never/item.json"
  get -H 'If-Match: "other"' "$at"
  get -H 'If-Unmodified-Since: Mon, 13 Nov 2023 00:00:00 GMT' "$at"
}

# nginx sends 1500 bytes a second, head included; curl gives up in the first second, then asks for the rest.
range() {
  local at=http://$host/notes.txt etag='"6553f100-bcc"' next=(--next -s -o /dev/null)
  get -o part --max-time 0.4 "http://$host/slowly/notes.txt" || true
  get -o part -C - -H "If-Range: $etag" "http://$host/slowly/notes.txt"
  cmp part www/notes.txt
  get -o /dev/null -r 0-499 "$at" "${next[@]}" -r -500 "$at" "${next[@]}" -r 0-99,1000-1099,-50 "$at" "${next[@]}" -r 9999- "$at" \
    "${next[@]}" -r 1000-1999 -H "If-Range: $etag" "$at" "${next[@]}" -r 1000-1999 -H 'If-Range: "other"' "$at"
}

auth() {
  local next=(--next -s -o /dev/null)
  get -o /dev/null "http://$host/private/item.json" "${next[@]}" -u ada:wrong "http://$host/private/item.json" \
    "${next[@]}" -u 'ada:open: sesame' "http://$host/private/item.json"
  get --digest -u 'ada:open: sesame' "http://$host:8081/private/"{item.json,notes.txt}
  get "http://$host/token/item.json" "${next[@]}" --oauth2-bearer dGVzdC10b2tlbg "http://$host/token/item.json"
}

webdav() {
  local next=(--next -s -o /dev/null) at=http://$host/dav
  get -X MKCOL "$at/notes/" "${next[@]}" -T sent/put.txt "$at/notes/a.txt" \
    "${next[@]}" -X COPY -H "Destination: $at/notes/b.txt" "$at/notes/a.txt" \
    "${next[@]}" -X MOVE -H "Destination: $at/notes/c.txt" "$at/notes/b.txt" \
    "${next[@]}" -X MKCOL "$at/notes/" "${next[@]}" "$at/notes/c.txt" "${next[@]}" -X DELETE "$at/notes/"
  at=http://$host:8081/shared
  get -X OPTIONS "$at/" "${next[@]}" -T sent/seen.json "$at/a.json" \
    "${next[@]}" -X PROPFIND -H 'Depth: 1' -H 'Content-Type: application/xml' --data-binary @sent/propfind.xml "$at/" \
    "${next[@]}" -X LOCK -H 'Content-Type: application/xml' --data-binary @sent/lock.xml "$at/a.json" \
    "${next[@]}" -X DELETE "$at/a.json"
}
