module.exports = ({ env }) => ({
  host: "127.0.0.1",
  port: env.int("PORT"),
  dirs: { public: env("STRAPI_FOLDER") },
  app: { keys: ["of a site that lives as long as a bench"] },
});
