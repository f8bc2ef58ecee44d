
// A fleet: sorted by its headings, filtered by name and overall rating.
{
  const table = document.getElementById("fleet");
  const tools = document.getElementById("tools");
  const shown = document.getElementById("shown");
  const channels = [...table.tBodies].map((body) => ({
    body,
    name: body.querySelector("th").textContent.toLowerCase(),
    ranks: body.dataset.ranks.split(" ").map(Number),
  }));

  const headings = [...table.querySelectorAll("thead [data-rank]")];
  const sort = (heading) => {
    const up = heading.getAttribute("aria-sort") !== "ascending";
    for (const other of headings) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    const rank = Number(heading.dataset.rank);
    channels.sort((one, other) => (up ? 1 : -1) * (one.ranks[rank] - other.ranks[rank]));
    table.append(...channels.map(({ body }) => body));
  };
  for (const heading of headings) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(heading));
    heading.append(button);
  }

  const name = document.getElementById("name");
  const ratings = [...tools.querySelectorAll("[type=checkbox]")];
  const filter = () => {
    const part = name.value.trim().toLowerCase();
    const wanted = new Set(ratings.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    for (const channel of channels) {
      const is = channel.name.includes(part) && wanted.has(channel.body.dataset.rating);
      channel.body.hidden = !is;
      count += is;
    }
    shown.textContent = `${count} of ${channels.length} channels are shown.`;
  };
  tools.addEventListener("input", filter);
  tools.hidden = false;
  // A browser that goes back to the page may have kept what was typed.
  addEventListener("pageshow", filter);

  // Whoever points at a line means all of it; the keyboard has its summary.
  table.addEventListener("click", (event) => {
    const part = event.target.closest("tbody")?.querySelector("details");
    if (part && !event.target.closest("details") && getSelection().isCollapsed) part.open = !part.open;
  });
}
