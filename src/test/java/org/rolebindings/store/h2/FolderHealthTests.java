package org.rolebindings.store.h2;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link FolderHealth}. */
class FolderHealthTests {

	/** H2's code for an error that it did not foresee. */
	private static final int GENERAL_ERROR = 50000;

	private final FolderHealth health = new FolderHealth(Path.of("state"));

	@Test
	void describeWhenABatchMeetsAFullDiskDoesNotCallItDamage() {
		BatchUpdateException failure = batch(new IOException("No space left on device"));
		assertThat(this.health.isDamaged(failure)).isFalse();
		assertThat(this.health.describe(failure)).contains("state: No space left on device. Remove the cause;");
	}

	@Test
	void describeWhenABatchMeetsAnotherErrorCallsItDamage() {
		BatchUpdateException failure = batch(new IllegalStateException("Chunk 7 not found"));
		assertThat(this.health.isDamaged(failure)).isTrue();
		assertThat(this.health.describe(failure)).contains("its database is damaged");
	}

	/** A thread may already wait for a connection when the database fails. */
	@Test
	void afterTheFirstFailureNoConnectionOpensTheDatabaseAgain() throws SQLException {
		WorkingDataSource dataSource = new WorkingDataSource("jdbc:h2:mem:failing", "sa", this.health);
		dataSource.getConnection().close();
		this.health.see(new SQLException("General error", "HY000", GENERAL_ERROR));
		assertThatExceptionOfType(SQLException.class).isThrownBy(dataSource::getConnection)
			.withMessage("General error");
	}

	/** As H2 throws it: the reason of the batch is the next exception. */
	private static BatchUpdateException batch(Exception reason) {
		SQLException next = new SQLException("General error", "HY000", GENERAL_ERROR, reason);
		BatchUpdateException batch = new BatchUpdateException(next.getMessage(), next.getSQLState(), GENERAL_ERROR,
				new int[0]);
		batch.setNextException(next);
		return batch;
	}

	/** A page with a command may be read in another folder. */
	@Test
	void optionNamesTheFolderFromTheRootAlsoIfItIsInItsUsualPlace() {
		assertThat(new FolderHealth(Path.of(".role-bindings")).option()).containsExactly("--state",
				Path.of(".role-bindings").toAbsolutePath().toString());
	}

}
