package org.rolebindings.ledger;

import org.rolebindings.ledger.remote.DistributionLedger;
import org.rolebindings.ledger.remote.RangeLedger;
import org.rolebindings.ledger.remote.UpdateUnits;
import org.rolebindings.ledger.remote.WorkerLedger;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledgers of runs that several processes post, which needs PostgreSQL. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("role-bindings.database-url")
class RemoteLedgerConfiguration {

	@Bean
	DistributionLedger distributionLedger(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
		return new DistributionLedger(jdbc, new TransactionTemplate(transactionManager));
	}

	@Bean
	WorkerLedger workerLedger(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
		return new WorkerLedger(jdbc, new TransactionTemplate(transactionManager));
	}

	@Bean
	RangeLedger rangeLedger(JdbcTemplate jdbc, PlatformTransactionManager transactionManager, InFlightLedger inFlight) {
		return new RangeLedger(jdbc, new TransactionTemplate(transactionManager), inFlight::recover);
	}

	@Bean
	UpdateUnits updateUnits(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
		return new UpdateUnits(jdbc, new TransactionTemplate(transactionManager));
	}

}
