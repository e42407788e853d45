package org.rolebindings.store.postgres;

import java.util.Map;
import java.util.Properties;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.rolebindings.store.DatabaseUrl;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Connects to a PostgreSQL database. What the URL says counts more than the defaults
 * here. The driver finds a password file itself.
 *
 * @param url the URL
 * @param properties what the driver gets besides
 */
record PostgresConnections(DatabaseUrl url, Properties properties) {

	/** In seconds; a lost connection must not hold the run for ever. */
	private static final String PATIENCE = "120";

	/** In seconds; a lease is renewed more often than that. */
	private static final String IMPATIENCE = "5";

	/**
	 * Prepares the connections.
	 * @param variables the environment variables
	 */
	static PostgresConnections to(DatabaseUrl url, Map<String, String> variables) {
		Properties properties = new Properties();
		properties.setProperty("ApplicationName", "role-binding-import");
		properties.setProperty("connectTimeout", "10");
		properties.setProperty("socketTimeout", PATIENCE);
		properties.setProperty("tcpKeepAlive", "true");
		properties.setProperty("reWriteBatchedInserts", "true");
		set(properties, "user", variables.get("PGUSER"));
		set(properties, "password", variables.get("PGPASSWORD"));
		url.passwords().forEach((name, password) -> set(properties, name, password));
		return new PostgresConnections(url, properties);
	}

	private static void set(Properties properties, String name, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			properties.setProperty(name, value);
		}
	}

	/** Connections for the runs and their rows. */
	DataSource forRuns() {
		return new DriverManagerDataSource(this.url.shown(), this.properties);
	}

	/** Connections that give up soon. */
	DataSource forLease() {
		Properties impatient = new Properties();
		impatient.putAll(this.properties);
		impatient.setProperty("connectTimeout", IMPATIENCE);
		impatient.setProperty("socketTimeout", IMPATIENCE);
		return new DriverManagerDataSource(this.url.shown(), impatient);
	}

	/** The properties may have a password. */
	@Override
	public String toString() {
		return this.url.shown();
	}

}
