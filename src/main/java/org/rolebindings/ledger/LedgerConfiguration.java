package org.rolebindings.ledger;

import org.rolebindings.ledger.sample.SampleLedger;
import org.rolebindings.ledger.schema.LedgerSchema;
import org.rolebindings.ledger.staged.BatchedInsert;
import org.rolebindings.ledger.staged.CopiedInsert;
import org.rolebindings.store.Durability;
import org.rolebindings.store.Schema;
import org.rolebindings.store.StateCompaction;
import org.rolebindings.store.StoreProperties;
import org.rolebindings.store.h2.H2Configuration;
import org.rolebindings.store.postgres.PostgresConfiguration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger in the store. */
@Configuration(proxyBeanMethods = false)
@Import({ H2Configuration.class, PostgresConfiguration.class, RemoteLedgerConfiguration.class })
public class LedgerConfiguration {

	@Bean
	Schema schema(StoreProperties properties) {
		return new LedgerSchema(
				(properties.database() != null) ? LedgerSchema.Dialect.POSTGRESQL : LedgerSchema.Dialect.H2);
	}

	@Bean
	RunLedger runLedger(JdbcTemplate jdbc, PlatformTransactionManager transactionManager, Durability durability) {
		return new RunLedger(jdbc, new TransactionTemplate(transactionManager), durability);
	}

	@Bean
	OldRuns oldRuns(JdbcTemplate jdbc, PlatformTransactionManager transactionManager, StateCompaction compaction) {
		return new OldRuns(jdbc, new TransactionTemplate(transactionManager), compaction::compactAtClose);
	}

	@Bean
	RowLedger rowLedger(JdbcTemplate jdbc, StoreProperties properties) {
		return new RowLedger(jdbc, (properties.database() != null) ? new CopiedInsert(jdbc) : new BatchedInsert(jdbc));
	}

	@Bean
	RemovalLedger removalLedger(JdbcTemplate jdbc, RowLedger rows) {
		return new RemovalLedger(jdbc, rows);
	}

	@Bean
	NameAnswerLedger nameAnswerLedger(JdbcTemplate jdbc, PlatformTransactionManager transactionManager,
			StoreProperties properties) {
		return new NameAnswerLedger(jdbc, new TransactionTemplate(transactionManager), properties.database() != null);
	}

	@Bean
	RepeatLedger repeatLedger(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
		return new RepeatLedger(jdbc, new TransactionTemplate(transactionManager));
	}

	@Bean
	UnchangedLedger unchangedLedger(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
		return new UnchangedLedger(jdbc, new TransactionTemplate(transactionManager));
	}

	@Bean
	InFlightLedger inFlightLedger(JdbcTemplate jdbc, PlatformTransactionManager transactionManager,
			Durability durability) {
		return new InFlightLedger(jdbc, new TransactionTemplate(transactionManager), durability);
	}

	@Bean
	SampleLedger sampleLedger(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
		return new SampleLedger(jdbc, new TransactionTemplate(transactionManager));
	}

	@Bean
	ReportLedger reportLedger(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
		return new ReportLedger(jdbc, new TransactionTemplate(transactionManager));
	}

}
