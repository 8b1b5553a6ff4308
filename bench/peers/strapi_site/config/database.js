module.exports = ({ env }) => ({
  connection: {
    client: "sqlite",
    connection: { filename: `${env("STRAPI_FOLDER")}/strapi.sqlite3` },
    useNullAsDefault: true,
  },
});
