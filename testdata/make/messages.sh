# Cases about messages: their coding, their parts, their framing, what comes before the last response. Sourced by make.sh.

codings() {
  local next=(--next -s -o /dev/null) at=http://$host/coded
  get -o /dev/null -H 'Accept-Encoding: gzip' "$at/notes.txt" "${next[@]}" -H 'Accept-Encoding: br' "$at/notes.txt" \
    "${next[@]}" --compressed "$at/site.css" "${next[@]}" --compressed "$at/zstd" "${next[@]}" --compressed "$at/deflate" \
    "${next[@]}" --compressed "$at/twice" "${next[@]}" -H 'Accept-Encoding: identity' "$at/notes.txt"
}

multipart_upload() {
  get -F 'title=第三段' -F 'note=<sent/greeting.html;type=text/html' -F 'picture=@www/logo.png;filename=图.png' \
    -F 'both=@sent/seen.json,sent/form;type=application/octet-stream' "http://$host:8083/form"
}

chunked_trailers() { get --compressed -H 'TE: trailers' "http://$host:8080/trailers"; play trailers; }

pipelined_head() { play pipelined_head; }

interim() {
  get -o /dev/null "http://$host:8083/index.html" --next -s -H 'Expect: 100-continue' -T sent/put.txt "http://$host:8083/slow"
}

expect_failed() {
  get -T sent/put.txt "http://$host:8083/strict" # curl asks for 100 of its own accord, and after 417 not again
  get -T sent/put.txt "http://$host:8083/strict/close"
  get -H 'Expect: the-unexpected' "http://$host:8081/notes.txt"
}

http10() {
  get -0 "http://$host/item.json"
  get -0 "http://$host/ssi/greeting.html"
  get -0 -H 'Connection: keep-alive' "http://$host/"{item.json,site.css}
  play http09
}

# A gateway and what stands behind it on a bad day.
failing() {
  local at=http://$host/api next=(--next -s -o /dev/null)
  get -o /dev/null "$at/orders" "${next[@]}" "$at/orders/17" \
    "${next[@]}" -H 'Content-Type: application/json' --data '{"line":"tea","amount":3,"password":"open: sesame"}' "$at/orders" \
    "${next[@]}" "$at/stock" "${next[@]}" "$at/busy" "${next[@]}" "$at/orders"
  get "$at/report" & local waiting=$!
  get "$at/orders"
  wait "$waiting"
}
