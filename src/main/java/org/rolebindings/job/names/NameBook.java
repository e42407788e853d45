package org.rolebindings.job.names;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.validation.NameResolver.Answer;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.binding.validation.RowNames;
import org.rolebindings.store.KeyValueFile;

/**
 * The names of a file with their ids, on disk, so that their number does not need memory
 * and a restart does not ask for them again. One thread uses it.
 */
final class NameBook implements Closeable {

	/** A name without an answer. */
	private static final String OPEN = "";

	private static final char FOUND = 'F';

	private static final char REJECTED = 'R';

	private static final char SEPARATOR = '\0';

	/** Before the key of a place; the keys of names begin with their kinds. */
	private static final String PLACE = "PLACE" + SEPARATOR;

	/** Memory does not grow with the names. */
	private static final int MOST_UNKEPT = 1_000;

	private final KeyValueFile values;

	private final KeptAnswers kept;

	/** The answers that are not kept yet. */
	private final Map<String, String> unkept = new HashMap<>();

	/**
	 * Opens a book.
	 * @param file its file
	 * @param kept keeps its answers besides
	 */
	NameBook(Path file, KeptAnswers kept) {
		this.values = KeyValueFile.open(file);
		this.kept = kept;
		kept.forEach(this.values::put);
	}

	/** Adds a name, unless it is there. */
	void add(NameKey key) {
		this.values.putIfAbsent(key.text(), OPEN);
	}

	/**
	 * Adds the place of a row, unless it is there.
	 * @param project the name of a project, or an empty text for a space
	 */
	void addPlace(RowNames names, String project) {
		this.values.putIfAbsent(PLACE + names.organization() + SEPARATOR + names.space() + SEPARATOR + project, OPEN);
	}

	/**
	 * Goes through the places: organization, space and project, the latter maybe empty.
	 */
	void forEachPlace(Consumer<RowNames> consumer) {
		this.values.forEachKey(PLACE, (key) -> {
			int space = key.indexOf(SEPARATOR, PLACE.length()) + 1;
			int project = key.indexOf(SEPARATOR, space) + 1;
			consumer.accept(new RowNames("", "", key.substring(PLACE.length(), space - 1),
					key.substring(space, project - 1), key.substring(project)));
		});
	}

	/** Returns whether a name waits for its answer. */
	boolean isOpen(NameKey key) {
		return OPEN.equals(this.values.get(key.text()));
	}

	/** Goes through the names of a kind without an answer, those of a parent together. */
	void forEachOpen(NameKind kind, Consumer<NameKey> consumer) {
		forEachOpen(NameKey.prefix(kind), consumer);
	}

	/** Goes through the names of the same kind and parent without an answer. */
	void forEachOpenLike(NameKey group, Consumer<NameKey> consumer) {
		forEachOpen(group.prefix(), consumer);
	}

	private void forEachOpen(String prefix, Consumer<NameKey> consumer) {
		this.values.forEachKey(prefix, (key) -> {
			if (OPEN.equals(this.values.get(key))) {
				consumer.accept(NameKey.parse(key));
			}
		});
	}

	void found(NameKey key, String id) {
		put(key, FOUND + id);
	}

	void rejected(NameKey key, Rejection rejection) {
		put(key, REJECTED + rejection.code().name() + SEPARATOR + rejection.message());
	}

	private void put(NameKey key, String answer) {
		this.values.put(key.text(), answer);
		this.unkept.put(key.text(), answer);
		if (this.unkept.size() >= MOST_UNKEPT) {
			keep();
		}
	}

	private void keep() {
		this.kept.add(this.unkept);
		this.unkept.clear();
	}

	/** Returns the answer for a name, or {@code null} if there is none yet. */
	@Nullable Answer answer(NameKey key) {
		String answer = this.values.get(key.text());
		if (answer == null || answer.isEmpty()) {
			return null;
		}
		if (answer.charAt(0) == FOUND) {
			return Answer.of(answer.substring(1));
		}
		int separator = answer.indexOf(SEPARATOR);
		return new Answer("",
				new Rejection(ErrorCode.valueOf(answer.substring(1, separator)), answer.substring(separator + 1)));
	}

	/** Has the answers written, so that a crash does not lose them. */
	void save() {
		this.values.save();
		keep();
	}

	@Override
	public void close() {
		this.values.close();
	}

}
