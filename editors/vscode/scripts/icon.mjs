// node scripts/icon.mjs: draws icon.png (128 × 128), a sheet with three ticked lines and an open one. No dependencies: a PNG is
// a zlib stream of rows.
import { writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

const SIZE = 128;
const INK = [29, 43, 58];
const SHEET = [244, 241, 232];
const DONE = [46, 160, 97];
const OPEN = [196, 188, 170];

/** Whether (x, y) lies in the rectangle with rounded corners. */
const rounded = (x, y, left, top, width, height, radius) => {
  const dx = Math.max(left + radius - x, 0, x - (left + width - radius));
  const dy = Math.max(top + radius - y, 0, y - (top + height - radius));
  return dx * dx + dy * dy <= radius * radius && x >= left && y >= top && x <= left + width && y <= top + height;
};

/** Distance from (x, y) to the segment a–b. */
const distance = (x, y, [ax, ay], [bx, by]) => {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
};

const line = (x, y, top, indent, width, colour) => {
  if (rounded(x, y, 48 + indent, top + 4, width, 7, 3.5)) return colour === OPEN ? OPEN : INK;
  const box = 30 + indent;
  if (colour === DONE && Math.min(distance(x, y, [box, top + 8], [box + 4, top + 12]), distance(x, y, [box + 4, top + 12], [box + 12, top + 2])) < 2.4) return DONE;
  if (colour === OPEN && rounded(x, y, box, top + 1, 12, 12, 3) && !rounded(x, y, box + 2.5, top + 3.5, 7, 7, 1.5)) return OPEN;
  return undefined;
};

const pixel = (x, y) => {
  if (!rounded(x, y, 2, 2, 124, 124, 26)) return undefined;
  if (!rounded(x, y, 20, 16, 88, 96, 8)) return INK;
  return line(x, y, 26, 0, 48, DONE) ?? line(x, y, 47, 8, 36, DONE) ?? line(x, y, 68, 8, 28, DONE) ?? line(x, y, 89, 0, 44, OPEN) ?? SHEET;
};

/** Four by four samples a pixel. */
const smooth = (x, y) => {
  const sum = [0, 0, 0, 0];
  for (let i = 0; i < 16; i++) {
    const colour = pixel(x + ((i % 4) + 0.5) / 4, y + (Math.floor(i / 4) + 0.5) / 4);
    if (colour) [...colour, 255].forEach((value, channel) => (sum[channel] += value));
  }
  const covered = sum[3] / 255 || 1;
  return [...sum.slice(0, 3).map((value) => Math.round(value / covered)), Math.round(sum[3] / 16)];
};

const rows = Array.from({ length: SIZE }, (_, y) => [0, ...Array.from({ length: SIZE }, (_, x) => smooth(x, y)).flat()]);
const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
const header = Buffer.alloc(13);
header.writeUInt32BE(SIZE, 0);
header.writeUInt32BE(SIZE, 4);
header.set([8, 6, 0, 0, 0], 8);
writeFileSync(
  new URL("../icon.png", import.meta.url),
  Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("IDAT", deflateSync(Buffer.from(rows.flat()), { level: 9 })), chunk("IEND", Buffer.alloc(0))]),
);
