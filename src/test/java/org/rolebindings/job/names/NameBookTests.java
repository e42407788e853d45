package org.rolebindings.job.names;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.validation.NameResolver.Answer;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.binding.validation.RowNames;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link NameBook} and {@link NameKey}. */
class NameBookTests {

	@TempDir
	Path folder;

	private NameBook open() {
		return new NameBook(this.folder.resolve("names"), KeptAnswers.NONE);
	}

	@Test
	void answerAfterAnotherStartIsTheSame() {
		Rejection rejection = new Rejection(ErrorCode.NAME_AMBIGUOUS, "two\nlines, \"quoted\" \uD83D\uDE00");
		try (NameBook book = open()) {
			book.add(NameKey.role("F"));
			book.found(NameKey.role("F"), "Rol1");
			book.rejected(NameKey.space("Org1", "R"), rejection);
			book.add(NameKey.user("Ann@X.com"));
		}
		try (NameBook book = open()) {
			book.add(NameKey.role("F"));
			assertThat(book.answer(NameKey.role("F"))).isEqualTo(Answer.of("Rol1"));
			assertThat(book.answer(NameKey.space("Org1", "R"))).isEqualTo(new Answer("", rejection));
			assertThat(book.answer(NameKey.space("", "R"))).isNull();
			assertThat(book.answer(NameKey.user("ann@x.com"))).isNull();
			assertThat(book.isOpen(NameKey.user("ANN@x.com"))).isTrue();
			assertThat(book.isOpen(NameKey.role("F"))).isFalse();
			assertThat(book.isOpen(NameKey.role("f"))).isFalse();
		}
	}

	@Test
	void answersAreKeptByTheThousandAndFoundInAnotherFile() {
		Map<String, String> stored = new HashMap<>();
		List<Integer> sizes = new ArrayList<>();
		KeptAnswers kept = new KeptAnswers() {

			@Override
			public void forEach(BiConsumer<String, String> consumer) {
				stored.forEach(consumer);
			}

			@Override
			public void add(Map<String, String> answers) {
				stored.putAll(answers);
				sizes.add(answers.size());
			}

		};
		try (NameBook book = new NameBook(this.folder.resolve("names"), kept)) {
			for (int i = 0; i < 2_500; i++) {
				book.found(NameKey.role("r" + i), "Rol" + i);
			}
			book.save();
		}
		assertThat(sizes).containsExactly(1_000, 1_000, 500);
		try (NameBook other = new NameBook(this.folder.resolve("other"), kept)) {
			assertThat(other.answer(NameKey.role("r7"))).isEqualTo(Answer.of("Rol7"));
			assertThat(other.answer(NameKey.role("r2499"))).isEqualTo(Answer.of("Rol2499"));
		}
	}

	@Test
	void forEachPlaceReadsWhatWasAdded() {
		RowNames place = new RowNames("", "", "PLACE, \"a\"", "b\nc", "\uD83D\uDE00");
		List<RowNames> places = new ArrayList<>();
		try (NameBook book = open()) {
			book.addPlace(place, place.project());
			book.addPlace(place, place.project());
			book.addPlace(place, "");
			book.addPlace(new RowNames("", "", "", "b", ""), "");
			book.forEachPlace(places::add);
		}
		assertThat(places).containsExactlyInAnyOrder(place, new RowNames("", "", place.organization(), "b\nc", ""),
				new RowNames("", "", "", "b", ""));
	}

	@Test
	void forEachOpenLikeFindsTheNamesOfOneParent() {
		List<NameKey> found = new ArrayList<>();
		try (NameBook book = open()) {
			book.add(NameKey.project("Spa1", "a"));
			book.add(NameKey.project("Spa1", "b"));
			book.add(NameKey.project("Spa11", "c"));
			book.add(NameKey.space("Spa1", "d"));
			book.found(NameKey.project("Spa1", "a"), "Mod1");
			book.forEachOpenLike(NameKey.project("Spa1", ""), found::add);
			book.forEachOpen(NameKind.PROJECT, found::add);
		}
		assertThat(found).containsExactly(NameKey.project("Spa1", "b"), NameKey.project("Spa1", "b"),
				NameKey.project("Spa11", "c"));
	}

	@Test
	void parseReadsWhatTextWrites() {
		for (NameKey key : List.of(NameKey.role("Admin"), NameKey.project("U3BhY2U6MTpWNEth", "a \n\u00e4 PLACE"),
				NameKey.space("", ""))) {
			assertThat(NameKey.parse(key.text())).isEqualTo(key);
		}
	}

}
