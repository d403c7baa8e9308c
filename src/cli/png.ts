/**
 * SVG to PNG, without a browser: resvg in WebAssembly, with DejaVu Sans, which has every sign that our
 * plots use and is on every machine the same. Loaded only when a PNG is written: it takes a second.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** Pixels per unit of the SVG: sharp on a dense screen and on paper. */
const ZOOM = 2;
const FAMILY = "DejaVu Sans";
// The condensed cut is as wide as the system fonts that plots are laid out for.
const FONTS = ["DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"];

const { resolve } = createRequire(import.meta.url);

let loading: ReturnType<typeof load> | undefined;
/** Loaded once: WebAssembly refuses a second time. */
const renderer = () => (loading ??= load());

async function load() {
  const resvg = await import("@resvg/resvg-wasm");
  await resvg.initWasm(await readFile(resolve("@resvg/resvg-wasm/index_bg.wasm")));
  return resvg;
}

export async function pngOf(svg: string): Promise<Uint8Array> {
  const { Resvg } = await renderer();
  const fontBuffers = await Promise.all(
    FONTS.map((file) => readFile(resolve(`dejavu-fonts-ttf/ttf/${file}`))),
  );
  const picture = new Resvg(svg, {
    font: { fontBuffers, defaultFontFamily: FAMILY, sansSerifFamily: FAMILY },
    fitTo: { mode: "zoom", value: ZOOM },
  });
  return picture.render().asPng();
}
