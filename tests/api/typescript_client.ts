/** What integrators do, with the client of docs/api/recipes/typescript; prints what came of it. */

import { argv } from "node:process";
import { answered, connect, newer, nothing, replay, walk } from "./atlas.ts";

const [site = "", token = ""] = argv.slice(2);
const anonymous = connect(site);
const list = async (query: { status?: ("active" | "retired")[]; fields?: ("id" | "name")[] }) =>
  answered(await anonymous.GET("/api/v1/frameworks/", { params: { query } })).results;

const walked = [];
for await (const one of walk(anonymous, { page_size: 1, lang: "en" })) walked.push(one.id);

const first = await newer(anonymous, "alpha");
const again = await newer(anonymous, "alpha", first?.tag);
const absent = await newer(anonymous, "never").catch((error: Error) => error.message);

const copy = await replay(anonymous, nothing(), 2);

const writer = connect(site, token);
const write = (licence: string, seen: string) =>
  writer.PATCH("/api/v1/frameworks/{slug}/", {
    params: { path: { slug: "alpha" }, header: { "If-Match": seen } },
    body: { licence },
  });
const written = await write("MIT", '"1"');
const stale = await write("ISC", '"1"');
const refused = await anonymous.PATCH("/api/v1/frameworks/{slug}/", {
  params: { path: { slug: "alpha" }, header: { "If-Match": '"1"' } },
  body: { licence: "ISC" },
});

// What the description does not allow, the types do not allow: these would not compile otherwise.
export const mistakes = [
  // @ts-expect-error: no such status
  () => list({ status: ["nonsense"] }),
  // @ts-expect-error: a write says which state it has seen
  () => writer.PATCH("/api/v1/frameworks/{slug}/", { params: { path: { slug: "alpha" } } }),
  // @ts-expect-error: a new entry is never empty
  () => writer.POST("/api/v1/frameworks/"),
  // @ts-expect-error: a document has no such field
  () => first?.framework.colour,
];

console.log(
  JSON.stringify({
    listed: (await list({})).map((one) => one.id),
    active: (await list({ status: ["active"] })).map((one) => one.id),
    either: (await list({ status: ["active", "retired"] })).map((one) => one.id),
    sparse: Object.keys((await list({ fields: ["id", "name"] }))[0] ?? {}),
    walked: walked.sort(),
    status: first?.framework.status,
    again,
    absent,
    copy: [...copy.documents.keys()].filter((key) => key.startsWith("framework/")).sort(),
    written: [written.response.status, written.data?.values.licence],
    stale: [stale.response.status, stale.error?.code],
    refused: [refused.response.status, refused.error?.code],
  }),
);
