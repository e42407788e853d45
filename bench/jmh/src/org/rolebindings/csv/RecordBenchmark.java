package org.rolebindings.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.csv.source.InputFile;

/** A record of a file on its way to a row, the time for one of 10,000. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBenchmark {

	private static final int ROWS = 10_000;

	private Path path;

	@Setup
	public void write() throws IOException {
		this.path = Files.createTempFile("records", ".csv");
		Files.writeString(this.path, "role_id,user_id,resource_type,resource_id,comment\n"
				+ "Um9sZToxOmFEbDE=,VXNlcjoxMjM6azN1UA==,SPACE,U3BhY2U6MTc6VjRLYQ==,a comment\n".repeat(ROWS));
	}

	@Benchmark
	@OperationsPerInvocation(ROWS)
	public long readRows() throws IOException {
		long lines = 0;
		try (CsvRecordReader reader = CsvRecordReader.open(new InputFile(this.path, "records.csv"),
				new CsvOptions(',', false))) {
			for (InputRow row = reader.read(); row != null; row = reader.read()) {
				lines += row.line();
			}
		}
		return lines;
	}

	@TearDown
	public void delete() throws IOException {
		Files.delete(this.path);
	}

}
