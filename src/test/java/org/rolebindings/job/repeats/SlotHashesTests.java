package org.rolebindings.job.repeats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link SlotHashes}. */
class SlotHashesTests {

	@TempDir
	private Path folder;

	/** In memory, on disk, and in parts that have to be parted again, and again. */
	@ParameterizedTest
	@CsvSource({ "100, 100000", "100000, 100000", "100000, 300", "100000, 7" })
	void forEachSharedFindsTheLinesWhoseHashOthersHave(int lines, int maxAtOnce) {
		Random random = new Random(5);
		List<Long> hashes = random.longs(lines).boxed().collect(Collectors.toCollection(ArrayList::new));
		for (int i = 0; i < lines; i += 10) {
			hashes.set(random.nextInt(lines), hashes.get(i));
		}
		Map<Long, Long> counts = hashes.stream()
			.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
		List<Long> expected = Stream.iterate(0L, (i) -> i < lines, (i) -> i + 1)
			.filter((i) -> counts.getOrDefault(hashes.get(i.intValue()), 0L) > 1)
			.toList();
		assertThat(expected).isNotEmpty();
		assertThat(shared(hashes, maxAtOnce).stream().sorted().toList()).isEqualTo(expected);
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void forEachSharedWhenAllHashesAreOneFindsAllLines() {
		List<Long> hashes = Stream.generate(() -> -1L).limit(5_000).toList();
		assertThat(shared(hashes, 100)).hasSize(5_000).doesNotHaveDuplicates();
	}

	@Test
	void forEachSharedWhenThereAreNoLinesFindsNone() {
		assertThat(shared(List.of(), 10)).isEmpty();
	}

	private List<Long> shared(List<Long> hashes, int maxAtOnce) {
		List<Long> found = new ArrayList<>();
		try (SlotHashes slots = new SlotHashes(this.folder, maxAtOnce, 58)) {
			for (int i = 0; i < hashes.size(); i++) {
				slots.add(hashes.get(i), i);
			}
			slots.forEachShared(found::add);
		}
		return found;
	}

}
