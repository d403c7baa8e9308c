/**
 * The outline of each marker shape, once: plots, legends and tables draw the same glyph. Shapes are
 * scaled to look equally heavy at one size.
 */
import type { MarkerShape } from "./system-style.ts";

type Vertex = readonly [x: number, y: number];

/** Regular polygon or star around the origin; angles clockwise from the top. */
function ring(radii: readonly number[], turns: readonly number[]): readonly Vertex[] {
  return turns.map((turn, i) => {
    const radius = radii[i % radii.length] ?? 1;
    return [radius * Math.sin(turn * 2 * Math.PI), -radius * Math.cos(turn * 2 * Math.PI)];
  });
}

const steps = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i / n);

/** Outlines for a marker of radius 1. */
const OUTLINES: Readonly<Record<MarkerShape, readonly Vertex[]>> = Object.freeze({
  circle: ring([1], steps(24)),
  square: ring([1.27], steps(4, 0.125)),
  triangle: ring([1.4], steps(3)),
  diamond: ring([1.38], steps(4)),
  inverted: ring([1.4], steps(3, 0.5)),
  star: ring([1.55, 0.68], steps(10)),
});

/** SVG path data of a marker around the origin. */
export function markerPath(shape: MarkerShape, radius: number): string {
  const points = OUTLINES[shape].map(([x, y]) => `${cents(x * radius)},${cents(y * radius)}`);
  return `M${points.join("L")}Z`;
}

/** What drawing a marker needs of a path context. */
interface PathContext {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

/** The same outline as a symbol for Observable Plot, which gives the area of the equal circle. */
export function markerSymbol(shape: MarkerShape) {
  return {
    draw(context: PathContext, area: number): void {
      const radius = Math.sqrt(area / Math.PI);
      for (const [i, [x, y]] of OUTLINES[shape].entries()) {
        if (i === 0) context.moveTo(x * radius, y * radius);
        else context.lineTo(x * radius, y * radius);
      }
      context.closePath();
    },
  };
}

const cents = (x: number): number => Math.round(x * 100) / 100;
