// Asks for the page every two seconds and takes over what has changed in it. Elements
// that are still there stay the same ones, so focus, selection and scrolling stay, too.
"use strict";

const EVERY = 2000;

function sameKind(one, other) {
	return one.nodeType === other.nodeType && one.nodeName === other.nodeName && one.id === other.id;
}

function takeOverAttributes(shown, fresh) {
	for (const { name } of [...shown.attributes]) {
		if (!fresh.hasAttribute(name)) {
			shown.removeAttribute(name);
		}
	}
	for (const { name, value } of fresh.attributes) {
		if (shown.getAttribute(name) !== value) {
			shown.setAttribute(name, value);
		}
	}
}

function takeOver(shown, fresh) {
	if (shown.nodeType !== Node.ELEMENT_NODE) {
		if (shown.nodeValue !== fresh.nodeValue) {
			shown.nodeValue = fresh.nodeValue;
		}
		return;
	}
	takeOverAttributes(shown, fresh);
	const nodes = [...fresh.childNodes];
	const ids = new Set(nodes.map((node) => node.id).filter(Boolean));
	for (const [i, node] of nodes.entries()) {
		const kept = node.id && [...shown.children].find((child) => child.id === node.id);
		while (kept && shown.childNodes[i] !== kept && !ids.has(shown.childNodes[i].id)) {
			shown.childNodes[i].remove();
		}
		const there = shown.childNodes[i];
		if (kept) {
			if (there !== kept) {
				shown.insertBefore(kept, there);
			}
			takeOver(kept, node);
		}
		else if (!there || ids.has(there.id)) {
			shown.insertBefore(document.importNode(node, true), there ?? null);
		}
		else if (sameKind(there, node)) {
			takeOver(there, node);
		}
		else {
			shown.replaceChild(document.importNode(node, true), there);
		}
	}
	while (shown.childNodes.length > nodes.length) {
		shown.lastChild.remove();
	}
}

function tell(text) {
	const contact = document.getElementById("contact");
	if (contact.textContent !== text) {
		contact.textContent = text;
	}
}

async function refresh() {
	try {
		const answer = await fetch("/", { cache: "no-store", signal: AbortSignal.timeout(10000) });
		if (!answer.ok) {
			throw new Error(answer.statusText);
		}
		const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
		takeOver(document.getElementById("status"), fresh.getElementById("status"));
		takeOver(document.querySelector("header"), fresh.querySelector("header"));
		document.title = fresh.title;
		tell("Kept up to date.");
	}
	catch {
		tell("The watcher does not answer; it may have been stopped. What you see is old.");
	}
	setTimeout(refresh, EVERY);
}

refresh();
