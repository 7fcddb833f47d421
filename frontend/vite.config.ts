import { defineConfig, type Plugin } from "vite";

/** htmx can evaluate text for attributes that we do not use. The desk's policy forbids it, so it is not even there. */
const withoutEval: Plugin = {
  name: "without-eval",
  transform(code, id) {
    if (!id.includes("htmx.esm.js")) return null;
    const out = code.replace("return eval(str)", 'throw new Error("no text is evaluated here")');
    if (out === code) throw new Error("htmx: the place that evaluates text was not found");
    return { code: out, map: null };
  },
};

// One small entry; the drawn elements are fetched by the pages that have one. What the entry shares with them has a chunk
// of its own: the entry is loaded under an address with a digest, and an import of it by a chunk would load it twice.
export default defineConfig({
  base: "./",
  publicDir: false,
  logLevel: "warn",
  plugins: [withoutEval],
  build: {
    outDir: "../src/sayso/web/static/built",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 400,
    rollupOptions: {
      input: { desk: "src/desk.ts" },
      preserveEntrySignatures: false,
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith(".css")) ? "desk.css" : "[name]-[hash][extname]"),
        codeSplitting: { groups: [{ name: "shared", test: /src\/shared\/|vite\/preload-helper/ }] },
      },
    },
  },
});
