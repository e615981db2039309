// BLAKE3 in its mode for deriving keys, written from its specification, for input of up to 1024
// bytes: a second opinion on what the program derives.
const IV = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];
const PERMUTATION = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
const [CHUNK_START, CHUNK_END, ROOT, CONTEXT, MATERIAL] = [1, 2, 8, 32, 64];
const BLOCK = 64;

/** The 32 bytes that are derived from some bytes in a context. */
export function deriveKey(context, material) {
  const key = hash(new TextEncoder().encode(context), IV, CONTEXT);
  return hash(material, words(key), MATERIAL);
}

function hash(input, key, mode) {
  if (input.length > 1024) throw new Error("this is for one chunk");
  let value = [...key];
  const last = Math.max(0, Math.ceil(input.length / BLOCK) - 1);
  for (let at = 0; at <= last; at += 1) {
    const part = input.subarray(at * BLOCK, (at + 1) * BLOCK);
    const block = new Uint8Array(BLOCK);
    block.set(part);
    const flags =
      mode | (at === 0 ? CHUNK_START : 0) | (at === last ? CHUNK_END | ROOT : 0);
    value = compress(value, words(block), part.length, flags);
  }
  const out = new DataView(new ArrayBuffer(32));
  value.forEach((word, at) => out.setUint32(4 * at, word, true));
  return new Uint8Array(out.buffer);
}

function words(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(4 * at, true));
}

function compress(value, block, length, flags) {
  const state = [...value, ...IV.slice(0, 4), 0, 0, length, flags];
  let message = block;
  for (let round = 0; round < 7; round += 1) {
    for (const [at, [a, b, c, d]] of COLUMNS_AND_DIAGONALS.entries()) {
      mix(state, a, b, c, d, message[2 * at], message[2 * at + 1]);
    }
    message = PERMUTATION.map((from) => message[from]);
  }
  return Array.from({ length: 8 }, (_, at) => (state[at] ^ state[at + 8]) >>> 0);
}

const COLUMNS_AND_DIAGONALS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

function mix(state, a, b, c, d, x, y) {
  state[a] = (state[a] + state[b] + x) >>> 0;
  state[d] = rotated(state[d] ^ state[a], 16);
  state[c] = (state[c] + state[d]) >>> 0;
  state[b] = rotated(state[b] ^ state[c], 12);
  state[a] = (state[a] + state[b] + y) >>> 0;
  state[d] = rotated(state[d] ^ state[a], 8);
  state[c] = (state[c] + state[d]) >>> 0;
  state[b] = rotated(state[b] ^ state[c], 7);
}

function rotated(word, by) {
  return ((word >>> by) | (word << (32 - by))) >>> 0;
}
