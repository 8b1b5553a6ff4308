import { argv } from "node:process";
import { frameworksList, frameworksPartialUpdate, frameworksRetrieve } from "./generated/api";
import { run } from "./steps";

const [site = "", token = ""] = argv.slice(2);
const send = globalThis.fetch;
// The client asks for paths, as in a browser.
globalThis.fetch = (place, options) => send(new URL(String(place), site), options);

run(
  {
    list: async (query) => {
      const { status, headers, data } = await frameworksList(query);
      return { status, headers, data: status === 200 ? data : undefined };
    },
    read: async (slug, seen) => {
      const options = seen ? { headers: { "If-None-Match": seen } } : {};
      const { status, headers, data } = await frameworksRetrieve(slug, {}, options);
      return { status, headers, data: status === 200 ? data : undefined };
    },
    write: async (licence, seen, secret) => {
      const headers = { "If-Match": seen, Authorization: `Bearer ${secret}` };
      const answer = await frameworksPartialUpdate("alpha", { licence }, {}, { headers });
      const data = answer.status === 200 ? answer.data.values : undefined;
      return { status: answer.status, headers: answer.headers, data };
    },
  },
  token,
);
