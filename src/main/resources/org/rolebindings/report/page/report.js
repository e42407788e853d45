// The table's filter and search, and the button that copies the command. Without it the
// page has everything but the rows after the first fifty.
"use strict";

const AT_ONCE = 50;

function element(id) {
	return document.getElementById(id);
}

function copying() {
	const button = element("copy");
	if (!button) {
		return;
	}
	const command = element("command");
	button.hidden = false;
	button.addEventListener("click", async () => {
		let copied = true;
		try {
			await navigator.clipboard.writeText(command.textContent);
		}
		catch {
			getSelection().selectAllChildren(command);
			copied = document.execCommand("copy");
		}
		element("copied").textContent = copied ? "Copied." : "Select the command and copy it.";
	});
}

function table() {
	const data = element("data");
	if (!data) {
		return;
	}
	const all = JSON.parse(data.textContent);
	const body = element("rows");
	const reason = element("reason");
	const search = element("search");
	const more = element("more");
	const titles = [...body.parentNode.querySelectorAll("thead th")].map((cell) => cell.textContent);
	const reasons = new Map([...reason.options].map((option) => [option.value, option.textContent]));
	const texts = new Array(all.length);
	let found = all;
	let shown = body.rows.length;

	function text(i) {
		texts[i] ??= all[i].map((cell, n) => n === 1 ? reasons.get(String(cell)) : cell).join("\n").toLowerCase();
		return texts[i];
	}

	function row(cells) {
		const line = document.createElement("tr");
		cells.forEach((value, n) => {
			const cell = document.createElement(n === 0 ? "th" : "td");
			if (n === 0) {
				cell.scope = "row";
			}
			cell.dataset.title = titles[n];
			cell.textContent = n === 1 ? reasons.get(String(value)) : value;
			line.append(cell);
		});
		return line;
	}

	function show(from) {
		const rows = found.slice(from, from + AT_ONCE).map(row);
		if (from === 0) {
			body.replaceChildren(...rows);
		}
		else {
			body.append(...rows);
		}
		shown = from + rows.length;
		tell();
	}

	function tell() {
		const number = (count) => count.toLocaleString("en");
		element("shown").textContent = found.length === 0 ? "No row fits."
			: `${number(shown)} of ${number(found.length)} ${found.length === 1 ? "row" : "rows"} shown.`;
		more.hidden = shown >= found.length;
	}

	function filter() {
		const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
		found = all.filter((cells, i) => (reason.value === "" || cells[1] === Number(reason.value))
			&& words.every((word) => text(i).includes(word)));
		show(0);
	}

	let waiting;
	search.addEventListener("input", () => {
		clearTimeout(waiting);
		waiting = setTimeout(filter, 150);
	});
	reason.addEventListener("change", filter);
	more.addEventListener("click", () => {
		const next = shown;
		show(shown);
		body.rows[next].cells[0].tabIndex = -1;
		body.rows[next].cells[0].focus({ preventScroll: true });
	});
	element("filter").hidden = false;
	for (const cell of document.querySelectorAll("[data-reason]")) {
		const option = [...reason.options].find((one) => one.textContent === cell.textContent);
		if (option) {
			const button = document.createElement("button");
			button.type = "button";
			button.className = "reason";
			button.textContent = cell.textContent;
			button.title = "Show these rows";
			button.addEventListener("click", () => {
				reason.value = option.value;
				filter();
				reason.focus();
				element("table").scrollIntoView();
			});
			cell.replaceChildren(button);
		}
	}
	tell();
}

// A closed list would be missing on paper
function printing() {
	const closed = [...document.querySelectorAll("details:not([open])")];
	addEventListener("beforeprint", () => closed.forEach((list) => list.open = true));
	addEventListener("afterprint", () => closed.forEach((list) => list.open = false));
}

copying();
table();
printing();
