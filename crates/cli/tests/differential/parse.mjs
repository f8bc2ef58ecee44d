// Parses text exports with whatsapp-chat-parser: the names of files on standard input, a line of JSON for each on standard output.
import { readFileSync } from "node:fs";
import { parseString } from "whatsapp-chat-parser";

for (const path of JSON.parse(readFileSync(0, "utf8"))) {
  let messages = null;
  try {
    messages = parseString(readFileSync(path, "utf8")).map(({ date, author, message }) => [date.toJSON(), author, message]);
  } catch {
    // That it cannot read a file is an answer, too.
  }
  console.log(JSON.stringify(messages));
}
