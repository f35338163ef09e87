import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// In development the API is a second process.
const backend = process.env["HELIOGRAPH_DEV_API"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // The API fills this in for every page it serves; see the content security policy there.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: "../src/heliograph/apps/api/dashboard",
    emptyOutDir: true,
    target: "es2022",
    // Fonts stay files, so that the content security policy needs no data: source.
    assetsInlineLimit: 0,
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: {
      "/api": { target: backend, ws: true },
      "/media": backend,
      "/health": backend,
      "/ready": backend,
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/lib/testing/setup.ts"],
  },
});
