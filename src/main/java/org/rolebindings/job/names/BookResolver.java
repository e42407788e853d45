package org.rolebindings.job.names;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.validation.NameResolver;
import org.rolebindings.csv.source.InputFile;

/** Finds the ids of names in a book, in which all of them have an answer. */
final class BookResolver implements NameResolver {

	private final NameBook book;

	private final InputFile file;

	/**
	 * Takes the answers from a book.
	 * @param book the book
	 * @param file the file whose names it has
	 */
	BookResolver(NameBook book, InputFile file) {
		this.book = book;
		this.file = file;
	}

	@Override
	public Answer role(String name) {
		return answer(NameKey.role(name));
	}

	@Override
	public Answer user(String email) {
		return answer(NameKey.user(email));
	}

	@Override
	public Answer resource(String organization, String space, String project) {
		Answer found = space(organization, space);
		return (found.rejection() != null || project.isEmpty()) ? found : answer(NameKey.project(found.id(), project));
	}

	/** Finds a space. */
	private Answer space(String organization, String space) {
		Answer parent = organization.isEmpty() ? Answer.of("") : answer(NameKey.organization(organization));
		return (parent.rejection() != null) ? parent : answer(NameKey.space(parent.id(), space));
	}

	private Answer answer(NameKey key) {
		Answer answer = this.book.answer(key);
		if (answer == null) {
			throw this.file.changed();
		}
		return answer;
	}

	/** Returns the id of an organization or a space, or {@code null} if it has none. */
	static @Nullable String id(@Nullable Answer answer) {
		return (answer != null && answer.rejection() == null) ? answer.id() : null;
	}

}
