/**
 * Tables of the ziggurat method for the exponential distribution: 256 layers of equal area.
 * Source: Marsaglia and Tsang, "The ziggurat method for generating random variables", JSS 5(8), 2000.
 */
import { exactExp, exactLog } from "./exact-math.ts";

/** Where the base layer ends and the tail begins. */
export const TAIL_START = 7.69711747013104972;
const LAYER_AREA = 0.0039496598225815571993;
const LAYERS = 256;
/** Layer coordinates are drawn with 24 bits. */
export const COORDINATE_BITS = 24;
const COORDINATES = 2 ** COORDINATE_BITS;

/** Right edge of each layer; [0] is the virtual width of the base layer, [256] is 0. */
export const layerEdge = new Float64Array(LAYERS + 1);
/** Density at each edge. */
export const layerDensity = new Float64Array(LAYERS + 1);
/** Width of one coordinate step in each layer. */
export const layerStep = new Float64Array(LAYERS);
/** A coordinate below this lies wholly under the curve. */
export const layerInside = new Int32Array(LAYERS);

layerEdge[0] = LAYER_AREA * exactExp(TAIL_START);
layerEdge[1] = TAIL_START;
for (let i = 2; i < LAYERS; i++) {
  const below = layerEdge[i - 1]!;
  layerEdge[i] = -exactLog(exactExp(-below) + LAYER_AREA / below);
}
layerEdge[LAYERS] = 0;
for (let i = 0; i <= LAYERS; i++) layerDensity[i] = exactExp(-layerEdge[i]!);
for (let i = 0; i < LAYERS; i++) {
  layerStep[i] = layerEdge[i]! / COORDINATES;
  layerInside[i] = Math.floor((layerEdge[i + 1]! / layerEdge[i]!) * COORDINATES);
}
