/**
 * Build of the dashboard into dist/web. Everything is a file of our own origin: no data URIs and no
 * inline script, so that the page lives under `default-src 'self'`.
 */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    proxy: {
      "/graphql": { target: "http://127.0.0.1:4000", ws: true },
      "^/experiments/[0-9]+/export/": { target: "http://127.0.0.1:4000" },
    },
  },
});
