package org.rolebindings.store.pace;

import java.nio.file.Path;
import java.util.function.LongSupplier;

import javax.sql.DataSource;

import org.rolebindings.testing.TestDatabase;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A database with the tables of the pace. */
public final class TestPace {

	public static final String TARGET = "https://api.arize.com";

	private final DataSource dataSource;

	/** Makes the tables in the database of a test. */
	public TestPace(Path folder) {
		this(TestDatabase.postgresUrl(folder));
	}

	/** Makes the tables in a database. */
	public TestPace(String url) {
		this.dataSource = new DriverManagerDataSource(url);
		DatabasePopulatorUtils.execute(new ResourceDatabasePopulator(
				new ClassPathResource("org/rolebindings/ledger/postgresql/V12__pace.sql")), this.dataSource);
	}

	/** What one process sees. */
	public PaceDatabase database() {
		return new PaceDatabase(this.dataSource);
	}

	/** What one process sees whose clock differs. */
	PaceDatabase database(LongSupplier nanoClock) {
		return new PaceDatabase(this.dataSource, nanoClock);
	}

	public JdbcTemplate jdbc() {
		return new JdbcTemplate(this.dataSource);
	}

}
