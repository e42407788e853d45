package org.rolebindings.job;

import java.nio.file.Path;
import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.placing.WindowLimits;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;
import org.rolebindings.testing.TestDatabase;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * What an import asks of the database around its posting. It is counted and not timed, so
 * it holds on any machine.
 */
class DatabaseTrafficTests {

	private static final int BLOCK = 500;

	private static final int CHUNK = 1_000;

	private static final int PAGE = 50;

	/** What PostgreSQL is asked besides before each commit. */
	private static final int FENCE = TestDatabase.isPostgres() ? 1 : 0;

	@TempDir
	private Path folder;

	/**
	 * Statements until the posting begins, in it, in the reporting, and of three kinds.
	 */
	private record Traffic(int before, int posting, int reporting, int inserts, int readBack, int decisions) {
	}

	@Test
	void stagingTakesAFewStatementsABlockAndNoneARow() {
		Traffic less = traffic(CsvRows.writeMany(this.folder.resolve("less.csv"), 2 * BLOCK));
		Traffic more = traffic(CsvRows.writeMany(this.folder.resolve("more.csv"), 6 * BLOCK));
		assertThat(less.inserts()).isEqualTo(2);
		assertThat(more.inserts()).isEqualTo(6);
		// And one page more for the repeats, and one for the comparison with the account
		assertThat(more.before() - less.before()).isBetween(4, 4 * (5 + FENCE) + 3);
	}

	@Test
	void postingTakesAFewStatementsAChunkAndNoneARow() {
		Traffic less = traffic(CsvRows.writeMany(this.folder.resolve("less.csv"), 2 * CHUNK));
		Traffic more = traffic(CsvRows.writeMany(this.folder.resolve("more.csv"), 6 * CHUNK));
		assertThat(less.decisions()).isEqualTo(2);
		assertThat(more.decisions()).isEqualTo(6);
		// And at most once a second two for a sample of time
		assertThat(more.posting() - less.posting()).isBetween(4, 4 * (13 + 3 * FENCE));
	}

	/**
	 * A database of a team ends transactions that are idle for a few seconds, and a
	 * request may take longer.
	 */
	@Test
	void postingUsesNoConnectionWhileARequestIsOnItsWay() {
		try (GeneratedAccount account = new GeneratedAccount(0, 1);
				Start start = new Installation(this.folder, account.baseUrl()).start()) {
			HikariPoolMXBean pool = start.get(HikariDataSource.class).getHikariPoolMXBean();
			account.onCreate = () -> Awaitility.await().until(() -> pool.getActiveConnections() == 0);
			ReportFiles reports = Start.reports(start.run(account.write(this.folder.resolve("x.csv"), 0, 3)));
			assertThat(reports.counts()).containsExactly(entry("CREATED", 3L));
		}
	}

	@Test
	void searchForRepeatsTakesOneStatementAPage() {
		Traffic less = traffic(CsvRows.writeMany(this.folder.resolve("less.csv"), 2 * CHUNK));
		Traffic more = traffic(CsvRows.writeMany(this.folder.resolve("more.csv"), 6 * CHUNK));
		assertThat(more.readBack() - less.readBack()).isEqualTo(2);
	}

	@Test
	void reportingTakesOneStatementAPage() {
		Traffic less = traffic(CsvRows.writeMany(this.folder.resolve("less.csv"), BLOCK));
		Traffic more = traffic(CsvRows.writeMany(this.folder.resolve("more.csv"), 2 * BLOCK));
		assertThat(more.reporting() - less.reporting()).isEqualTo(BLOCK / PAGE);
	}

	/** As on a machine that is never too slow for a full batch. */
	@Configuration(proxyBeanMethods = false)
	static class FullBatches {

		@Bean
		@Primary
		WindowLimits fullBatches() {
			return new WindowLimits(8, Duration.ofSeconds(10), CHUNK, Duration.ofHours(1));
		}

	}

	private Traffic traffic(Path file) {
		try (SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none());
				Start start = new Installation(this.folder, sandbox.baseUrl()).start(StatementCounter.class,
						FullBatches.class)) {
			StatementCounter counter = start.get(StatementCounter.class);
			int[] counted = new int[2];
			start.progress().at(ImportProgress.Phase.POSTING, 0, () -> {
				counted[0] = counter.count("");
				start.progress().at(ImportProgress.Phase.REPORTING, 0, () -> counted[1] = counter.count(""));
			});
			start.run(file);
			return new Traffic(counted[0], counted[1] - counted[0], counter.count("") - counted[1],
					counter.count("INSERT INTO import_row") + counter.count(StatementCounter.COPY),
					counter.count("resource_type, resource_id FROM import_row"),
					counter.count("UPDATE import_row SET outcome = ?"));
		}
	}

}
