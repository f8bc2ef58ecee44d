// The reports that are opened: made by the program itself from synthetic exports.
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../../..");
const PROGRAM = process.env.SAFETY_METER ?? join(ROOT, "target/release/safety-meter");

export const DEMO = join(ROOT, "fixtures/demo");

/// Runs the program and returns where it wrote the report.
export async function report(folder, ...inputs) {
  const output = join(folder, "report.html");
  await promisify(execFile)(PROGRAM, ["report", "--quiet", ...inputs, "-o", output]);
  return output;
}

/// Names that would do something if any of them were taken for anything but text.
export const HOSTILE_NAMES = [
  `<script>window.ran="script"</script>`,
  `"><img src=x onerror=window.ran="image">`,
  `' onmouseover='window.ran="attribute"' x='`,
  `</title></style></textarea></script><script>window.ran="ended"</script>`,
  `<!--<script>window.ran="comment"</script>`,
  `<svg onload=window.ran="svg"><a href="javascript:window.ran=1">x</a>`,
  `&lt;script&gt;window.ran="twice"&lt;/script&gt; &#60;b&#62;`,
  `{{constructor.constructor("window.ran=1")()}} \${window.ran=1}`,
  `\u202Etxt.exe\u202C \u2066x\u2069 \u200B\uFEFF`,
  `]]><![CDATA[`,
  `A`.repeat(10_000),
  `é\u0301\u0301\u0301\u0301\u0301\u0301 👩‍👩‍👧‍👦 علی`,
];

/// A channel in which everything that strangers can write is hostile: names of chats, people, files and rows that cannot be read.
export async function hostileExports(folder) {
  const exports = join(folder, "hostile");
  await mkdir(exports);
  const hour = 3600;
  const start = Date.UTC(2024, 4, 1) / 1000;
  const contacts = [];
  const messages = [];
  HOSTILE_NAMES.forEach((name, index) => {
    const chat = `4477009001${String(index).padStart(2, "0")}@s.whatsapp.net`;
    if (index % 2 === 0) contacts.push({ id: chat.split("@")[0], name, pushname: name, saved: true });
    const time = start + index * 7 * hour;
    messages.push({
      id: `m${index}`, from_me: true, type: "text", chat_id: chat, timestamp: time, from: "447700900000",
      from_name: name, chat_name: name, text: { body: name },
    });
    if (index % 3 === 0) {
      messages.push({
        id: `a${index}`, from_me: false, type: "text", chat_id: chat, timestamp: time + hour,
        from: chat.split("@")[0], from_name: name, chat_name: name, text: { body: name },
      });
    }
  });
  messages.push({ id: HOSTILE_NAMES[0], from_me: true, type: "text", chat_id: HOSTILE_NAMES[1], timestamp: HOSTILE_NAMES[1] });
  await writeFile(join(exports, "messages.json"), JSON.stringify({ messages, count: messages.length, total: messages.length }));
  await writeFile(join(exports, "contacts.json"), JSON.stringify({ contacts, count: contacts.length, total: contacts.length }));
  // Names of files may hold everything but a slash.
  for (const [index, name] of HOSTILE_NAMES.entries()) {
    const safe = name.replaceAll("/", "∕").slice(0, 60);
    const lines = [
      `12/05/2024, 10:${String(index).padStart(2, "0")} - Owner: ${name}`,
      `12/05/2024, 11:${String(index).padStart(2, "0")} - ${name.slice(0, 200)}: ${name}`,
      `12/05/2024, 12:${String(index).padStart(2, "0")} - Owner: ${name}`,
    ];
    await writeFile(join(exports, `WhatsApp Chat with ${safe}.txt`), `${lines.join("\n")}\n`);
  }
  await writeFile(join(exports, `"><img src=x onerror=window.ran=1>.vcf`), "BEGIN:VCARD\nthis is no card\n");
  return exports;
}

/// A fleet of channels in one table: one message an hour each, some answered, so that ratings differ.
export async function fleetTable(folder, channels, persons = 20) {
  const rows = ["channel,chat,timestamp,from_me,id"];
  const start = Date.UTC(2024, 3, 1) / 1000;
  for (let channel = 0; channel < channels; channel += 1) {
    const name = channel < HOSTILE_NAMES.length ? HOSTILE_NAMES[channel].slice(0, 300) : `number ${String(channel).padStart(4, "0")}`;
    const quoted = `"${name.replaceAll('"', '""')}"`;
    for (let person = 0; person < persons; person += 1) {
      const chat = `4477009${String(10_000 + person).slice(1)}0`;
      const time = start + person * 40_000 + channel * 977;
      rows.push(`${quoted},${chat},${time},true,o${channel}-${person}`);
      if ((person * 7 + channel) % 11 < channel % 12) rows.push(`${quoted},${chat},${time + 600},false,i${channel}-${person}`);
    }
  }
  const path = join(folder, "fleet.csv");
  await writeFile(path, `${rows.join("\n")}\n`);
  return path;
}
