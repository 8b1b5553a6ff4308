/** What integrators do, with functions that a generated client fills in; prints what came of it. */

export type Page = { results: { id?: string }[]; next: string | null };
export type Answer<Data> = { status: number; headers: Headers; data: Data | undefined };
export type Query = {
  status?: ("active" | "retired")[];
  fields?: ("id" | "name")[];
  cursor?: string;
  page_size?: number;
};

export interface Client {
  list(query: Query): Promise<Answer<Page>>;
  read(slug: string, seen?: string): Promise<Answer<{ status?: string }>>;
  write(licence: string, seen: string, token: string): Promise<Answer<{ licence?: string | null }>>;
}

export async function run(client: Client, token: string) {
  const ids = async (query: Query) => (await page(client, query)).results.map((one) => one.id);
  const walked: (string | undefined)[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const found: Page = await page(client, { cursor, page_size: 1 });
    walked.push(...found.results.map((one) => one.id));
    cursor = found.next ? new URL(found.next).searchParams.get("cursor") : null;
  }
  const first = await client.read("alpha");
  const again = await client.read("alpha", first.headers.get("ETag") ?? "");
  const written = await client.write("MIT", '"1"', token);
  const stale = await client.write("ISC", '"1"', token);
  const refused = await client.write("ISC", '"1"', "atlas_wrong");
  console.log(
    JSON.stringify({
      listed: await ids({}),
      active: await ids({ status: ["active"] }),
      either: await ids({ status: ["active", "retired"] }),
      sparse: Object.keys((await page(client, { fields: ["id", "name"] })).results[0] ?? {}),
      walked: walked.sort(),
      status: first.data?.status,
      again: again.status,
      absent: (await client.read("never")).status,
      written: [written.status, written.data?.licence],
      stale: stale.status,
      refused: refused.status,
    }),
  );
}

async function page(client: Client, query: Query): Promise<Page> {
  const answer = await client.list(query);
  if (answer.status !== 200 || !answer.data) throw new Error(`${answer.status}`);
  return answer.data;
}
