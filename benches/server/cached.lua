-- Asks for a score that is known already, over and over, and tells how fast the answers came. With EXPECTED every one of them is compared.

wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")

local expected = os.getenv("EXPECTED")
local threads = {}

function setup(thread)
  thread:set("wrong", 0)
  table.insert(threads, thread)
end

if expected then
  function response(status, _, body)
    if status ~= 200 or body ~= expected then wrong = wrong + 1 end
  end
end

function done(summary, latency)
  local compared = 0
  for _, thread in ipairs(threads) do compared = compared + thread:get("wrong") end
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "most": %f, "errors": %d, "wrong": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout, compared))
end
