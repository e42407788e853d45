package org.rolebindings.metrics;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.summary.LatencySummary;
import org.rolebindings.report.summary.RequestSummary;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests for {@link MetricsFile}. */
class MetricsFileTests {

	private static final Instant NIGHT = Instant.ofEpochSecond(1_700_000_000L);

	private static final String SUCCESS = "role_bindings_last_success_timestamp_seconds{file=\"x.prom\"} ";

	@TempDir
	Path folder;

	@Test
	void writeWhenTheRunHasASummaryTellsAllOfIt() throws IOException {
		write(1, NIGHT, summary());
		assertThat(lines()).contains("# TYPE role_bindings_last_run_exit_code gauge",
				"role_bindings_last_run_exit_code{file=\"x.prom\"} 1.0",
				"role_bindings_last_run_end_timestamp_seconds{file=\"x.prom\"} 1.7E9",
				"role_bindings_last_run_duration_seconds{file=\"x.prom\"} 2.5",
				"role_bindings_last_run_number{file=\"x.prom\"} 7.0",
				"role_bindings_last_run_workers{file=\"x.prom\"} 3.0",
				"role_bindings_last_run_requests{file=\"x.prom\",status=\"201\"} 3.0",
				"role_bindings_last_run_requests{file=\"x.prom\",status=\"none\"} 1.0",
				"role_bindings_last_run_failures{error_code=\"NOT_FOUND\",file=\"x.prom\"} 2.0",
				"role_bindings_last_run_failures{error_code=\"FORBIDDEN\",file=\"x.prom\"} 0.0");
		for (Outcome outcome : RunKind.IMPORT.outcomes()) {
			String count = switch (outcome) {
				case CREATED -> "3.0";
				case FAILED -> "2.0";
				default -> "0.0";
			};
			assertThat(lines())
				.contains("role_bindings_last_run_rows{file=\"x.prom\",outcome=\"" + outcome + "\"} " + count);
		}
	}

	@Test
	void writeWritesTheMetricsThatAreDocumentedAndNoOthers() throws IOException {
		write(0, NIGHT, summary());
		Pattern documented = Pattern.compile("^\\| `(role_bindings_\\w+)` \\|", Pattern.MULTILINE);
		assertThat(lines()).filteredOn((line) -> line.startsWith("# TYPE "))
			.map((line) -> line.substring("# TYPE ".length(), line.lastIndexOf(' ')))
			.containsExactlyInAnyOrderElementsOf(documented.matcher(Files.readString(Path.of("docs/operations.md")))
				.results()
				.map((match) -> match.group(1))
				.toList());
	}

	@Test
	void writeWhenNothingCameOfTheRunTellsNothingOfRows() throws IOException {
		write(2, NIGHT, null);
		assertThat(lines()).filteredOn((line) -> !line.startsWith("#"))
			.containsExactly("role_bindings_last_run_duration_seconds{file=\"x.prom\"} 2.5",
					"role_bindings_last_run_end_timestamp_seconds{file=\"x.prom\"} 1.7E9",
					"role_bindings_last_run_exit_code{file=\"x.prom\"} 2.0");
	}

	@Test
	void writeCarriesTheLastSuccessThroughNightsWithoutOne() throws IOException {
		write(0, NIGHT.plusMillis(250), null);
		write(3, NIGHT.plusSeconds(86_400), null);
		write(4, NIGHT.plusSeconds(172_800), null);
		assertThat(lines()).contains(SUCCESS + "1.70000000025E9");
		write(0, NIGHT.plusSeconds(259_200), null);
		assertThat(lines()).contains(SUCCESS + "1.7002592E9").filteredOn((line) -> line.startsWith(SUCCESS)).hasSize(1);
	}

	@Test
	void writeWhenTheFormerFileHasNoLabelCarriesItsLastSuccess() throws IOException {
		Files.writeString(file(), "role_bindings_last_success_timestamp_seconds 1.5E9\n");
		write(1, NIGHT, null);
		assertThat(lines()).contains(SUCCESS + "1.5E9");
	}

	/** node_exporter refuses both files then. */
	@Test
	void writeOfTwoFilesHasNoMetricWithTheSameLabelsInBoth() throws IOException {
		write(0, NIGHT, summary());
		List<String> first = samples(file());
		Path other = this.folder.resolve("y.prom");
		new MetricsFile(other).write(new RunEnd(0, NIGHT, Duration.ofMillis(2_500), summary(), 3));
		assertThat(samples(other)).hasSameSizeAs(first).doesNotContainAnyElementsOf(first);
	}

	private static List<String> samples(Path file) throws IOException {
		return Files.readAllLines(file)
			.stream()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.substring(0, line.lastIndexOf(' ')))
			.toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", SUCCESS, SUCCESS + "yesterday\n", "\0\n" })
	void writeWhenTheFormerFileIsNoneOfOursKnowsOfNoSuccess(String former) throws IOException {
		Files.writeString(file(), former);
		write(1, NIGHT, null);
		assertThat(lines()).isNotEmpty().noneMatch((line) -> line.startsWith(SUCCESS));
	}

	@Test
	void writeLetsOthersReadTheFileAndLeavesNothingBesideIt() throws IOException {
		write(0, NIGHT, null);
		assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).containsExactly(file());
		}
	}

	@Test
	void writeWhenItCannotLeavesNothingBeside() throws IOException {
		Path taken = Files.createDirectories(this.folder.resolve("x.prom/taken")).getParent();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> write(0, NIGHT, null));
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).containsExactly(taken);
		}
	}

	@Test
	void propertiesWhenThereIsNoFolderForTheFileSaySo() {
		Path file = this.folder.resolve("nosuch/x.prom");
		assertThatIllegalArgumentException().isThrownBy(() -> new MetricsFileProperties(file))
			.withMessage("--metrics-file is " + file + ", but there is no folder " + file.getParent()
					+ "; make it, or name another file.");
		assertThatIllegalArgumentException().isThrownBy(() -> new MetricsFileProperties(this.folder))
			.withMessageContaining("which is a folder");
	}

	private void write(int exitCode, Instant at, @Nullable RunSummary summary) throws IOException {
		new MetricsFile(file())
			.write(new RunEnd(exitCode, at, Duration.ofMillis(2_500), summary, (summary != null) ? 3 : 0));
	}

	private static RunSummary summary() {
		return new RunSummary(7L, RunStatus.COMPLETED, "secret \"name\".csv", "00", "https://api.example", NIGHT, NIGHT,
				BigDecimal.ONE, 0, 5, Map.of(Outcome.CREATED, 3L, Outcome.FAILED, 2L), Map.of(ErrorCode.NOT_FOUND, 2L),
				new RequestSummary(4, Map.of("201", 3L, "none", 1L), 0, 0), new LatencySummary(null, null, null, null),
				BigDecimal.ONE, RunKind.IMPORT, null, new RunOptions("fail", "skip", ","), null);
	}

	private List<String> lines() throws IOException {
		return Files.readAllLines(file());
	}

	private Path file() {
		return this.folder.resolve("x.prom");
	}

}
