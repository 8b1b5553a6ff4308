import { argv } from "node:process";
import { createClient, createConfig } from "./generated/client";
import { frameworksList, frameworksPartialUpdate, frameworksRetrieve } from "./generated";
import { run } from "./steps";

const [site = "", token = ""] = argv.slice(2);
const client = createClient(createConfig({ baseUrl: site }));

function told<Data>(answer: { data?: Data; response?: Response }) {
  const { status = 0, headers = new Headers() } = answer.response ?? {};
  return { status, headers, data: answer.data };
}

run(
  {
    list: async (query) => told(await frameworksList({ client, query })),
    read: async (slug, seen) =>
      told(
        await frameworksRetrieve({
          client,
          path: { slug },
          headers: seen ? { "If-None-Match": seen } : {},
        }),
      ),
    write: async (licence, seen, secret) => {
      const answer = await frameworksPartialUpdate({
        client,
        auth: secret,
        path: { slug: "alpha" },
        headers: { "If-Match": seen },
        body: { licence },
      });
      return { ...told(answer), data: answer.data?.values };
    },
  },
  token,
);
