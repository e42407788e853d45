package org.rolebindings.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the reports of one folder. */
public final class ReportFiles {

	private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder()
		.setHeader()
		.setSkipHeaderRecord(true)
		.setRecordSeparator('\n')
		.get();

	private final Path folder;

	/** Takes a run's folder. */
	public ReportFiles(Path folder) {
		this.folder = folder;
	}

	/** Takes the only folder below a reports folder. */
	public static ReportFiles onlyOneIn(Path reports) {
		try (Stream<Path> folders = Files.list(reports)) {
			List<Path> all = folders.toList();
			if (all.size() != 1) {
				throw new AssertionError("There is not one folder but " + all);
			}
			return new ReportFiles(all.get(0));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Where the reports are. */
	public Path folder() {
		return this.folder;
	}

	/** Whether there is a report. */
	public boolean has(String name) {
		return Files.exists(this.folder.resolve(name));
	}

	/** The rows of a report by column. */
	public List<Map<String, String>> rows(String name) {
		try (CSVParser parser = CSVParser.parse(withoutMark(Files.readString(this.folder.resolve(name))), FORMAT)) {
			return parser.stream().map(CSVRecord::toMap).toList();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	/** A report has a byte-order mark if the file has one. */
	private static String withoutMark(String text) {
		return text.startsWith("\uFEFF") ? text.substring(1) : text;
	}

	/** One column of a report. */
	public List<String> column(String name, String column) {
		return rows(name).stream().map((row) -> row.getOrDefault(column, "(no such column)")).toList();
	}

	/** The outcome of each decided row by its line. */
	public Map<Integer, String> outcomes() {
		Map<Integer, String> outcomes = new TreeMap<>();
		for (String name : List.of("succeeded.csv", "failed.csv")) {
			for (Map<String, String> row : rows(name)) {
				String before = outcomes.put(Integer.valueOf(row.getOrDefault("line", "")),
						row.getOrDefault("outcome", ""));
				if (before != null) {
					throw new AssertionError("A row is there twice: " + row);
				}
			}
		}
		return outcomes;
	}

	/** The summary. */
	public JsonNode summary() {
		try {
			return new JsonMapper().readTree(Files.readString(this.folder.resolve("summary.json")));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	/** A number of the summary, by its path. */
	public long number(String pointer) {
		return summary().at(pointer).asLong();
	}

	/** The summary's outcomes that are not 0. */
	public Map<String, Long> counts() {
		Map<String, Long> counts = new TreeMap<>();
		summary().get("outcomes").properties().forEach((outcome) -> {
			if (outcome.getValue().asLong() > 0) {
				counts.put(outcome.getKey(), outcome.getValue().asLong());
			}
		});
		return counts;
	}

}
