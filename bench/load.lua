-- For wrk: asks for the lines of the file that is its argument, in turn and over again, and prints
-- what came as one line of JSON. Times are in milliseconds.

local counted = {}

function setup(thread)
   counted[#counted + 1] = thread
end

function init(args)
   requests, place, faults = {}, 0, 0
   for line in io.lines(args[1]) do
      requests[#requests + 1] = wrk.format("GET", line)
   end
end

function request()
   place = place % #requests + 1
   return requests[place]
end

function response(status)
   if status >= 500 then faults = faults + 1 end
end

function done(summary, latency)
   local faults = 0
   for _, thread in ipairs(counted) do faults = faults + thread:get("faults") end
   local errors = summary.errors
   io.write(string.format(
      '\n{"requests": %d, "rate": %.1f, "p50": %.1f, "p99": %.1f, "faults": %d, "refused": %d, "lost": %d}\n',
      summary.requests, summary.requests * 1e6 / summary.duration,
      latency:percentile(50) / 1000, latency:percentile(99) / 1000,
      faults, errors.status - faults, errors.connect + errors.read + errors.write + errors.timeout
   ))
end
