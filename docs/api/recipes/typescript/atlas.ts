/** The API of Framework Atlas in TypeScript; openapi.ts is made of its description by a generator. */

import createClient from "openapi-fetch";
import type { components, operations, paths } from "./openapi.ts";

type Schemas = components["schemas"];
type Query = NonNullable<operations["frameworks_list"]["parameters"]["query"]>;
export type Atlas = ReturnType<typeof connect>;
export type Copy = { cursor: string; documents: Map<string, Schemas["Document"]> };

/** A client of the site at an address such as https://HOST; `token` is wanted for writing only. */
export function connect(site: string, token?: string) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  return createClient<paths>({ baseUrl: site, headers });
}

/** What was answered; throws what a problem says, in the language of the request. */
export function answered<Data>(answer: { data?: Data; error?: unknown; response: Response }): Data {
  if (answer.data !== undefined) return answer.data;
  const problem = answer.error as Partial<Schemas["Problem"]> | undefined;
  throw new Error(`${answer.response.status} ${problem?.code ?? ""}: ${problem?.detail ?? ""}`);
}

/** Every framework that the query finds, as the catalogue stood when the walk began. */
export async function* walk(atlas: Atlas, query: Omit<Query, "cursor" | "page" | "sort"> = {}) {
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Schemas["PaginatedFrameworkSummaryList"] = answered(
      await atlas.GET("/api/v1/frameworks/", { params: { query: { ...query, cursor } } }),
    );
    yield* page.results;
    cursor = page.next ? new URL(page.next).searchParams.get("cursor") : null;
  }
}

/** The framework and its tag, or null while the one with the tag that you have is still right. */
export async function newer(atlas: Atlas, slug: string, tag?: string) {
  const header = tag === undefined ? {} : { "If-None-Match": tag };
  const params = { path: { slug }, header };
  const answer = await atlas.GET("/api/v1/frameworks/{slug}/", { params });
  if (answer.response.status === 304) return null;
  return { framework: answered(answer), tag: answer.response.headers.get("ETag") ?? "" };
}

/** The copy of who has nothing yet. */
export function nothing(): Copy {
  return { cursor: "0", documents: new Map() };
}

/**
 * Bring the copy up to date; it may be stopped at any page and go on from what it has. A refusal (400) of
 * `since` says that the site does not know the cursor, as after a backup was restored: begin from `nothing()`.
 */
export async function replay(atlas: Atlas, copy: Copy, limit = 100): Promise<Copy> {
  let more = true;
  while (more) {
    const query = { since: copy.cursor, limit };
    const page = answered(await atlas.GET("/api/v1/changes/", { params: { query } }));
    for (const { kind, id, document } of page.results) {
      if (document) copy.documents.set(`${kind}/${id}`, document);
      else copy.documents.delete(`${kind}/${id}`); // taken down, now or by a later change
    }
    copy.cursor = page.cursor;
    more = page.next !== null;
  }
  return copy;
}
