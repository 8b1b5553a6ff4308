import { argv } from "node:process";
import { Api, HttpResponse } from "./generated/api";
import { run } from "./steps";

const [site = "", token = ""] = argv.slice(2);
const client = new Api<string>({
  baseUrl: site,
  securityWorker: (secret) => ({ headers: { Authorization: `Bearer ${secret}` } }),
});
const { api } = client;

/** The client throws what is not 2xx, as a response. */
async function told<Data>(asked: Promise<HttpResponse<Data, unknown>>) {
  const answer = await asked.catch((thrown: HttpResponse<Data, unknown>) => thrown);
  return { status: answer.status, headers: answer.headers, data: answer.data ?? undefined };
}

run(
  {
    list: (query) => told(api.frameworksList(query)),
    read: (slug, seen) =>
      told(api.frameworksRetrieve(slug, {}, seen ? { headers: { "If-None-Match": seen } } : {})),
    write: async (licence, seen, secret) => {
      client.setSecurityData(secret);
      const headers = { "If-Match": seen };
      const answer = await told(api.frameworksPartialUpdate("alpha", { licence }, {}, { headers }));
      return { ...answer, data: answer.data?.values };
    },
  },
  token,
);
