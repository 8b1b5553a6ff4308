export default {
  atlas: {
    input: "./openapi.json",
    output: {
      target: "./generated/api.ts",
      client: "fetch",
      override: { fetch: { includeHttpResponseReturnType: true } },
    },
  },
};
