package org.rolebindings.binding.validation;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.rolebindings.binding.Id;

/** The check of an id, and of a whole row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IdBenchmark {

	private final RowValidator validator = new RowValidator();

	private String user = "VXNlcjoxMjM6azN1UA==";

	private InputRow row = new InputRow(2, "", "Um9sZToxOmFEbDE=", this.user, "SPACE", "U3BhY2U6MTc6VjRLYQ==", null);

	@Benchmark
	public Optional<Id> parseId() {
		return Id.parse(this.user);
	}

	@Benchmark
	public CheckedRow validateRow() {
		return this.validator.validate(this.row);
	}

}
