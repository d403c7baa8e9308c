/**
 * Receive-side scaling: which hardware thread gets the packets of a connection.
 *
 * The NIC hashes (source address, destination address, source port, destination port) with the Toeplitz
 * hash; the low seven bits name one of 128 flow groups, and a redirection table maps groups to threads.
 * Source: Microsoft RSS specification (key and hash); Intel 82599 data sheet, section 7.1.2.8.
 */
const KEY = [
  0x6d5a56da, 0x255b0ec2, 0x4167253d, 0x43a38fb0, 0xd0ca2bcb, 0xae7b30b4, 0x77cb2da3, 0x8030f20c,
  0x6a42b73b, 0xbeac01fa,
] as const;

/** Hash of each value of each byte, the others being zero: the hash is linear, so it is the XOR of its bytes' hashes. */
const OF_BYTE = Int32Array.from({ length: 4 * (KEY.length - 1) * 256 }, (_, i) =>
  hashOfByte(i >> 8, i & 255),
);

/** @param position of the byte in the message, 0 is the first. */
function hashOfByte(position: number, byte: number): number {
  let hash = 0;
  for (let bit = 0; bit < 8; bit++) {
    if (((byte >>> (7 - bit)) & 1) === 0) continue;
    // The 32 bits of the key that begin at this bit of the message.
    const shift = (8 * position + bit) & 31;
    const word = position >> 2;
    const high = (KEY[word] ?? 0) << shift;
    hash ^= shift === 0 ? high : high | ((KEY[word + 1] ?? 0) >>> (32 - shift));
  }
  return hash;
}

/** Toeplitz hash of 32-bit words, most significant bit first. */
export function toeplitz(words: readonly number[]): number {
  let hash = 0;
  for (let w = 0; w < words.length; w++) {
    const word = words[w] ?? 0;
    for (let byte = 0; byte < 4; byte++) {
      hash ^= OF_BYTE[(4 * w + byte) * 256 + ((word >>> (24 - 8 * byte)) & 255)] ?? 0;
    }
  }
  return hash >>> 0;
}

/** The flow group of a TCP connection: ports are 16 bits, addresses 32. */
export function flowGroup(
  client: { readonly address: number; readonly port: number },
  server: { readonly address: number; readonly port: number },
  groups: number,
): number {
  const ports = (client.port << 16) | server.port;
  return toeplitz([client.address, server.address, ports]) & (groups - 1);
}

/** Redirection table with equal shares: the first `groups mod threads` threads take one more. */
export function equalShares(groups: number, threads: number): Int32Array {
  const table = new Int32Array(groups);
  const share = Math.floor(groups / threads);
  const larger = groups % threads;
  let group = 0;
  for (let thread = 0; thread < threads; thread++) {
    const take = share + (thread < larger ? 1 : 0);
    for (let i = 0; i < take; i++) table[group++] = thread;
  }
  return table;
}
