package org.rolebindings.job.undo;

import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.job.plan.FilePlanner;
import org.rolebindings.job.plan.PlanConfiguration;
import org.rolebindings.job.plan.PlanProperties;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.run.ForceAfterStep;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.run.InvalidRowsDecider;
import org.rolebindings.job.run.RunWork;
import org.rolebindings.job.run.StartParameters;
import org.rolebindings.job.run.TargetHold;
import org.rolebindings.job.run.UnsynchronizedTasklet;
import org.rolebindings.ledger.InFlightLedger;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.stop.StopSwitch;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The jobs that take bindings back, from the steps of the import. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlanProperties.class)
@Import(PlanConfiguration.class)
public class UndoConfiguration {

	@Bean
	Job undo(JobRepository repository, Step copy, Step post, Step report) {
		return new JobBuilder(StartParameters.UNDO, repository).start(copy).next(post).next(report).build();
	}

	@Bean
	Job revoke(JobRepository repository, Step stage, Step repeats, InvalidRowsDecider invalidRowsDecider, Step post,
			Step report, Step reportAborted) {
		return new JobBuilder(StartParameters.REVOKE, repository).start(stage)
			.next(repeats)
			.next(invalidRowsDecider)
			.on(InvalidRowsDecider.ABORT)
			.to(reportAborted)
			.from(invalidRowsDecider)
			.on(InvalidRowsDecider.POST)
			.to(post)
			.next(report)
			.end()
			.build();
	}

	@Bean
	Step copy(JobRepository repository, CopyTasklet copyTasklet, ForceAfterStep forceAfterStep) {
		return new StepBuilder("copy", repository)
			.tasklet(new UnsynchronizedTasklet(copyTasklet), new ResourcelessTransactionManager())
			.listener(forceAfterStep)
			.build();
	}

	@Bean
	CopyTasklet copyTasklet(RunLedger runs, RowLedger rows, RemovalLedger removals,
			PlatformTransactionManager transactions, ImportProgress progress) {
		return new CopyTasklet(runs, rows, removals, new TransactionTemplate(transactions), progress);
	}

	@Bean
	RemovalStart removalStart(TargetHold hold, InFlightLedger inFlight, KeySight sight, RunWork work, RunMeter meter,
			ImportProgress progress, StopSwitch stop) {
		return new RemovalStart(hold, inFlight, sight, work, meter, progress, stop);
	}

	@Bean
	KeySight keySight(ApiPreflight preflight, AccountListing listing, RunLedger runs, RemovalLedger removals,
			ImportProgress progress, StopSwitch stop) {
		return new KeySight(preflight, listing, runs, removals, progress, stop);
	}

	@Bean
	Undoing undoing(RunLedger runs, RemovalLedger removals, ApiPreflight preflight, StopSwitch stop, RemovalStart start,
			CopyTasklet copyTasklet, Job undo) {
		UndoReading reading = new UndoReading(runs, removals, preflight.target().toString(), stop);
		return new Undoing(reading, removals, start, copyTasklet, undo);
	}

	@Bean
	Revoking revoking(ImportProperties properties, ApiPreflight preflight, RemovalStart start, Job revoke,
			StopSwitch stop) {
		return new Revoking(properties, preflight.target().toString(), start, revoke, stop);
	}

	@Bean
	RemovalPlanner removalPlanner(Undoing undoing, Revoking revoking, KeySight sight, RemovalLedger removals,
			AccountListing listing, FilePlanner planner) {
		return new RemovalPlanner(undoing, revoking, sight, removals, listing, planner);
	}

}
