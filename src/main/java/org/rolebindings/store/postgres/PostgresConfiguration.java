package org.rolebindings.store.postgres;

import java.time.Duration;
import java.util.Objects;

import javax.sql.DataSource;

import org.rolebindings.store.Durability;
import org.rolebindings.store.Schema;
import org.rolebindings.store.StateCompaction;
import org.rolebindings.store.StateNotice;
import org.rolebindings.store.StoreProperties;
import org.rolebindings.store.pace.PaceDatabase;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** A PostgreSQL database, with the tables of a {@link Schema}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("role-bindings.database-url")
public class PostgresConfiguration {

	/** How much longer than a request a lease is. No option sets it; tests shorten it. */
	private static final String MARGIN = "${role-bindings.lease-margin-millis:15000}";

	@Bean
	PostgresConnections postgresConnections(StoreProperties properties) {
		return PostgresConnections.to(Objects.requireNonNull(properties.database()), System.getenv());
	}

	@Bean
	PostgresHealth stateHealth(PostgresConnections connections) {
		return new PostgresHealth(connections.url());
	}

	@Bean
	DataSource dataSource(PostgresConnections connections, PostgresHealth health, Schema schema,
			@Value("${role-bindings.makes-tables:true}") boolean makesTables) {
		// No option says this; commands that only look at runs make none
		PostgresDatabase database = new PostgresDatabase(connections, health, schema);
		return makesTables ? database.open() : database.openExisting();
	}

	/** It is closed before the connections are, so that it can give the lease back. */
	@Bean
	Lease stateHold(PostgresConnections connections, PostgresHealth health, StoreProperties properties,
			DataSource dataSource, ObjectProvider<StateNotice> notice, @Value(MARGIN) long margin) {
		return new Lease(new LeaseTable(connections.forLease()), connections.url().shown(), health,
				properties.longestWait(), notice.getIfAvailable(() -> (sentence) -> {
				}), Duration.ofMillis(margin));
	}

	@Bean
	FencedTransactions transactionManager(DataSource dataSource, PostgresConnections connections, Lease lease,
			PostgresHealth health, @Value(MARGIN) long margin) {
		// So long requests may leave although the lease cannot be renewed
		CommitFate fate = new CommitFate(connections.forLease(), Duration.ofMillis(margin));
		return new FencedTransactions(dataSource, lease, fate, health);
	}

	/** What the workers of a run share; nobody else asks for it. */
	@Bean
	@Lazy
	PaceDatabase paceDatabase(PostgresConnections connections) {
		return new PaceDatabase(connections.forLease());
	}

	/** A commit is on the disk when PostgreSQL answers. */
	@Bean
	Durability durability() {
		return new Durability(() -> {
		});
	}

	/** PostgreSQL does that by itself. */
	@Bean
	StateCompaction stateCompaction() {
		return () -> {
		};
	}

}
