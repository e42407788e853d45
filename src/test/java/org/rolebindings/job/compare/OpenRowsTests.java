package org.rolebindings.job.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** Tests for {@link OpenRows}. */
class OpenRowsTests {

	private static final Set<ResourceType> ALL = EnumSet.allOf(ResourceType.class);

	private static final Set<ResourceType> NONE = EnumSet.noneOf(ResourceType.class);

	@TempDir
	Path folder;

	private final StopSwitch stop = new StopSwitch();

	@Test
	void compareTellsWhatStandsThereAndCountsTheOtherRows() {
		try (OpenRows open = new OpenRows(this.folder, this.stop, FrequentUser.FEWEST_ROWS)) {
			for (int i = 0; i < 1_000; i++) {
				open.add(SlotEntries.row(i + 2, "a", "u" + i / 7, "s" + i));
			}
			List<SlotEntry> listed = new ArrayList<>();
			for (int i = 999; i >= 0; i -= 3) {
				listed.add(SlotEntries.listed("b" + i, i, (i % 2 == 0) ? "a" : "other", "u" + i / 7, "s" + i));
			}
			List<ListedMatch> found = compare(open, NONE, ALL, listed);
			assertThat(found).hasSize(334).allSatisfy((match) -> {
				long i = match.line() - 2;
				boolean same = i % 2 == 0;
				String role = SlotEntries.binding(same ? "a" : "other", "u", "s").roleId().text();
				assertThat(match).isEqualTo(new ListedMatch(match.line(), new ExistingBinding("b" + i, role), same, i));
			});
			assertThat(open.count()).isEqualTo(1_000 - 334);
			assertThat(compare(open, NONE, ALL, listed)).as("what is known is not open any more").isEmpty();
		}
	}

	@Test
	void compareWhenASlotIsListedTwiceTakesTheLaterAnswer() {
		try (OpenRows open = new OpenRows(this.folder, this.stop, FrequentUser.FEWEST_ROWS)) {
			open.add(SlotEntries.row(2, "a", "u", "s"));
			open.add(SlotEntries.row(3, "a", "u", "t"));
			assertThat(compare(open, NONE, ALL, List.of(SlotEntries.listed("late", 9, "other", "u", "s"),
					SlotEntries.listed("early", 5, "a", "u", "s"), SlotEntries.listed("early", 5, "other", "u", "t"),
					SlotEntries.listed("late", 9, "a", "u", "t"))))
				.extracting(ListedMatch::line, ListedMatch::sameRole, ListedMatch::askedAt)
				.containsExactly(tuple(2L, false, 9L), tuple(3L, true, 9L));
		}
	}

	@Test
	void compareNamesUsersWithManyOpenRows() throws IOException {
		try (OpenRows open = new OpenRows(this.folder, this.stop, FrequentUser.FEWEST_ROWS)) {
			for (int i = 0; i < 4; i++) {
				open.add(SlotEntries.row(i + 2, "a", "four", "s" + i));
				open.add(SlotEntries.row(i + 20, "a", "found", "s" + i));
			}
			for (int i = 0; i < 3; i++) {
				open.add(SlotEntries.row(i + 30, "a", "three", "s" + i));
			}
			List<ListedMatch> found = compare(open, NONE, ALL, List.of(SlotEntries.listed("b", 1, "a", "found", "s2")));
			assertThat(found).hasSize(1);
			try (RecordFile<FrequentUser> users = open.takeFrequentUsers()) {
				RecordFile.Reader<FrequentUser> reader = users.read();
				FrequentUser user = reader.next();
				assertThat(user)
					.isEqualTo(new FrequentUser(ResourceType.SPACE, SlotEntries.row(2, "a", "four", "s").user(), 4));
				assertThat(reader.next()).isNull();
				reader.close();
			}
		}
	}

	@Test
	void compareWhenAllOfATypeWasListedTellsWhereNothingIs() {
		try (OpenRows open = new OpenRows(this.folder, this.stop, FrequentUser.FEWEST_ROWS)) {
			open.add(SlotEntries.row(2, "a", "u", "s"));
			open.add(SlotEntries.row(3, "a", "u", "t"));
			List<SlotEntry> listed = List.of(SlotEntries.listed("b", 1, "a", "u", "s"));
			assertThat(compare(open, EnumSet.of(ResourceType.SPACE), NONE, listed)).hasSize(2)
				.contains(ListedMatch.none(3));
			assertThat(open.count()).isZero();
		}
	}

	@Test
	void compareWhenATypeCannotBeListedTellsNothingOfItsOtherRows() {
		try (OpenRows open = new OpenRows(this.folder, this.stop, FrequentUser.FEWEST_ROWS)) {
			open.add(SlotEntries.row(2, "a", "u", "s"));
			open.add(SlotEntries.row(3, "a", "u", "t"));
			List<SlotEntry> listed = List.of(SlotEntries.listed("b", 1, "a", "u", "s"));
			assertThat(compare(open, NONE, EnumSet.of(ResourceType.PROJECT), listed)).extracting(ListedMatch::line)
				.containsExactly(2L);
			assertThat(open.count()).isZero();
		}
	}

	@Test
	void compareWhenThereIsTooMuchForTheMemorySortsOnDisk() {
		int rows = 120_000;
		try (OpenRows open = new OpenRows(this.folder, this.stop, FrequentUser.FEWEST_ROWS)) {
			List<SlotEntry> listed = new ArrayList<>();
			for (int i = 0; i < rows; i++) {
				open.add(SlotEntries.row(i + 2, "a", "u" + i, "s"));
				if (i % 10 == 0) {
					listed.add(SlotEntries.listed("b", 1, "a", "u" + i, "s"));
				}
			}
			assertThat(compare(open, NONE, ALL, listed)).extracting(ListedMatch::line)
				.doesNotHaveDuplicates()
				.hasSize(rows / 10)
				.allMatch((line) -> line % 10 == 2);
		}
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void compareWhenTheRunStopsEnds() {
		try (OpenRows open = new OpenRows(this.folder, this.stop, FrequentUser.FEWEST_ROWS)) {
			open.add(SlotEntries.row(2, "a", "u", "s"));
			this.stop.stop(new StopReason(StopReason.Kind.SIGNAL, "Stopped."));
			assertThatExceptionOfType(StopRequestedException.class)
				.isThrownBy(() -> compare(open, NONE, ALL, List.of()));
		}
	}

	private List<ListedMatch> compare(OpenRows open, Set<ResourceType> complete, Set<ResourceType> unlisted,
			List<SlotEntry> listed) {
		List<ListedMatch> found = new ArrayList<>();
		try (RecordFile<SlotEntry> file = new RecordFile<>(this.folder, SlotEntry.FORMAT)) {
			listed.forEach(file::add);
			open.compare(file, complete, unlisted, found::add);
		}
		return found;
	}

}
