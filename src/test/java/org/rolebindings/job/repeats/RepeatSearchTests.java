package org.rolebindings.job.repeats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.WantedLine;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.job.scratch.Scratch;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link RepeatSearch}. */
class RepeatSearchTests {

	@Property(tries = 300)
	void searchFindsWhatAMapFinds(@ForAll("lines") List<WantedLine> lines) {
		try (Scratch scratch = Scratch.inSystemFolder()) {
			assertThat(search(scratch.folder(), lines.iterator())).isEqualTo(naively(lines));
		}
	}

	@Provide
	Arbitrary<List<WantedLine>> lines() {
		Arbitrary<byte[]> slots = Arbitraries.bytes().between((byte) -2, (byte) 2).array(byte[].class).ofMaxSize(3);
		Arbitrary<byte[]> roles = Arbitraries.bytes().between((byte) -1, (byte) 1).array(byte[].class).ofMaxSize(1);
		return Combinators.combine(slots, roles)
			.as((slot, role) -> new WantedLine(0, slot, role))
			.list()
			.ofMaxSize(60)
			.map(RepeatSearchTests::numbered);
	}

	private static List<WantedLine> numbered(List<WantedLine> lines) {
		List<WantedLine> numbered = new ArrayList<>();
		for (WantedLine line : lines) {
			numbered.add(new WantedLine(2L + numbered.size(), line.slot(), line.role()));
		}
		return numbered;
	}

	private static List<Repeat> naively(List<WantedLine> lines) {
		Map<String, WantedLine> firsts = new HashMap<>();
		List<Repeat> repeats = new ArrayList<>();
		for (WantedLine line : lines) {
			WantedLine first = firsts.putIfAbsent(Arrays.toString(line.slot()), line);
			if (first != null) {
				repeats.add(new Repeat(line.line(), first.line(), Arrays.equals(line.role(), first.role())));
			}
		}
		return repeats;
	}

	@Test
	void searchWhenLinesAreManySortsThemOnDiskAndFindsEach(@TempDir Path folder) {
		int count = 250_000;
		int slots = 200_000;
		AtomicBoolean spilled = new AtomicBoolean();
		Iterator<WantedLine> lines = Stream.iterate(0, (i) -> i < count, (i) -> i + 1).map((i) -> {
			if (i == count - 1) {
				spilled.set(hasBytes(folder));
			}
			return new WantedLine(i, bytes(i % slots), bytes((i % 2 == 0) ? 1 : i / slots));
		}).iterator();
		List<Repeat> found = search(folder, lines);
		assertThat(spilled).isTrue();
		assertThat(found).hasSize(count - slots);
		for (int i = 0; i < found.size(); i++) {
			assertThat(found.get(i)).isEqualTo(new Repeat(slots + i, i, i % 2 == 0));
		}
	}

	private static boolean hasBytes(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.anyMatch((file) -> file.toFile().length() > 0);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static byte[] bytes(int value) {
		return Integer.toString(value).getBytes(StandardCharsets.US_ASCII);
	}

	private static List<Repeat> search(Path folder, Iterator<WantedLine> lines) {
		List<Repeat> found = new ArrayList<>();
		RepeatSearch search = new RepeatSearch(folder);
		try (RecordFile<Repeat> repeats = search.newFile()) {
			search.search(() -> lines.hasNext() ? lines.next() : null, repeats::add);
			search.sort(repeats, (sorted) -> sorted.forEachRemaining(found::add));
		}
		return found;
	}

}
