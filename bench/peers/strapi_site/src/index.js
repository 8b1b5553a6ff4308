const { readFileSync } = require("node:fs");

const FRAMEWORKS = "api::framework.framework";
const SOURCES = "api::source.source";

// Readers have no account, and may read everything.
function register({ strapi }) {
  const readers = {
    name: "readers",
    authenticate: () => ({ authenticated: true }),
    verify() {},
  };
  strapi.get("auth").register("content-api", readers);
}

// Filled as it starts, with frameworks as bench/cms.py describes them.
async function bootstrap({ strapi }) {
  const sources = new Map();

  async function source(slug) {
    if (!sources.has(slug)) {
      const data = { slug, title: slug.replaceAll("-", " ") };
      sources.set(slug, strapi.documents(SOURCES).create({ data }));
    }
    return (await sources.get(slug)).documentId;
  }

  async function linked(claim) {
    return { ...claim, sources: await Promise.all(claim.sources.map(source)) };
  }

  const file = `${process.env.STRAPI_FOLDER}/frameworks.json`;
  for (const { status, ...framework } of JSON.parse(readFileSync(file))) {
    // Strapi keeps the name `status` for its drafts.
    const data = { ...framework, stage: status };
    data.claims = await Promise.all(framework.claims.map(linked));
    await strapi.documents(FRAMEWORKS).create({ data, status: "published" });
  }
}

module.exports = { register, bootstrap };
