// Parses text exports with the best-known parser and prints how many messages there are, without the notices: FOLDER.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseString } from "whatsapp-chat-parser";

const folder = process.argv[2];
let messages = 0;
for (const name of readdirSync(folder)) {
  for (const message of parseString(readFileSync(join(folder, name), "utf8"))) {
    messages += message.author === null ? 0 : 1;
  }
}
console.log(JSON.stringify({ messages }));
