package org.rolebindings.cli.undo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.Wording;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.process.Terminal;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.job.undo.Confirmation;
import org.rolebindings.job.undo.RemovalOffer;
import org.rolebindings.stop.StopSwitch;

/** Shows what is about to be taken back, and asks for a yes. */
final class AskedFirst implements Confirmation {

	private static final Duration LOOK = Duration.ofMillis(100);

	private static final Set<String> YES = Set.of("y", "yes");

	private final boolean yes;

	private final Messages messages;

	private final StopSwitch stop;

	/**
	 * Prepares the question.
	 * @param yes whether it is answered already
	 * @param messages shows it
	 * @param stop ends the waiting for the answer
	 */
	AskedFirst(boolean yes, Messages messages, StopSwitch stop) {
		this.yes = yes;
		this.messages = messages;
		this.stop = stop;
	}

	/**
	 * Asks, unless the answer is given.
	 * @throws InvalidSettingException if the answer is not a yes, or nobody can be asked
	 * @throws NothingStartedException if a signal comes first
	 */
	@Override
	public void confirm(RemovalOffer offer) {
		this.messages.note(sentence(offer));
		if (this.yes) {
			return;
		}
		if (!Terminal.isStandardInput() || !Terminal.isStandardError()) {
			throw new InvalidSettingException(
					"Nothing was changed: nobody can be asked here. Look at it with " + "--dry-run, then give --yes.");
		}
		this.messages.prompt("Go on? [y/N] ");
		String answer = null;
		try {
			answer = answer();
		}
		finally {
			if (answer == null) {
				// Nobody has ended the line of the question
				this.messages.prompt(System.lineSeparator());
			}
		}
		if (answer == null || !YES.contains(answer.strip().toLowerCase(Locale.ROOT))) {
			throw new InvalidSettingException("Nothing was changed: the answer was not yes.");
		}
	}

	/** Returns what is about to be taken back, in a sentence. */
	static String sentence(RemovalOffer offer) {
		if (offer.kind() == RunKind.REVOKE) {
			return offer.subject() + " lists " + Wording.of(offer.deleted(), "row")
					+ ". Their bindings are deleted from the account at " + offer.target()
					+ ", where they are still what the file says.";
		}
		List<String> parts = new ArrayList<>();
		if (offer.deleted() > 0) {
			parts.add("deletes " + Wording.of(offer.deleted(), "binding"));
		}
		if (offer.restored() > 0) {
			parts.add("gives " + Wording.of(offer.restored(), "binding") + " the former role back");
		}
		String sure = parts.isEmpty() ? "" : " " + String.join(" and ", parts) + ", where nobody has changed "
				+ ((offer.deleted() + offer.restored() == 1) ? "it" : "them") + " since.";
		String unsure = (offer.inDoubt() == 0) ? ""
				: (parts.isEmpty() ? " takes back" : " It also takes back") + " what the run did on "
						+ Wording.of(offer.inDoubt(), "row") + " of which it does not know whether "
						+ ((offer.inDoubt() == 1) ? "it was" : "they were") + " put in place.";
		return "The undo of " + offer.subject() + " at " + offer.target() + sure + unsure;
	}

	private @Nullable String answer() {
		CompletableFuture<@Nullable String> line = new CompletableFuture<>();
		Thread reader = new Thread(() -> {
			try {
				line.complete(
						new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine());
			}
			catch (IOException ex) {
				line.completeExceptionally(ex);
			}
		}, "answer");
		reader.setDaemon(true);
		reader.start();
		while (true) {
			try {
				return line.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (TimeoutException ex) {
				if (this.stop.isStopRequested()) {
					throw new NothingStartedException(this.stop.reason().orElseThrow());
				}
			}
			catch (ExecutionException ex) {
				throw new UncheckedIOException(new IOException(ex.getCause()));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return null;
			}
		}
	}

}
