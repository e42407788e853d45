package org.rolebindings.job.remote.manager;

import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.job.post.FailureLimit;
import org.rolebindings.job.post.OwnLimits;
import org.rolebindings.job.post.PostStep;
import org.rolebindings.job.post.RunLimits;
import org.rolebindings.job.post.UpdateLimit;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.progress.RunSampler;
import org.rolebindings.job.remote.RangeQueue;
import org.rolebindings.job.remote.RemoteProperties;
import org.rolebindings.job.remote.RunSettings;
import org.rolebindings.job.run.ForceAfterStep;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.run.TargetHold;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.remote.DistributionLedger;
import org.rolebindings.ledger.remote.UpdateUnits;
import org.rolebindings.ledger.remote.WorkerLedger;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.PartHold;

import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The step that has the rows of a run posted by workers, instead of the ordinary one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("role-bindings.distributed")
@EnableConfigurationProperties(RemoteProperties.class)
public class ManagerConfiguration {

	@Bean
	Step post(JobRepository repository, StepExecutionSplitter rangeSplitter, PartitionHandler rangeDistribution,
			ForceAfterStep forceAfterStep) {
		PartitionStep step = new PartitionStep(repository);
		step.setName(PostStep.NAME);
		step.setStepExecutionSplitter(rangeSplitter);
		step.setPartitionHandler(rangeDistribution);
		step.setStepExecutionAggregator(RangeDistribution::addCounts);
		step.registerStepExecutionListener(forceAfterStep);
		return step;
	}

	@Bean
	RangeSplitter rangeSplitter(JobRepository repository, PartHold hold, RangeSplitter.Workers workers, RowLedger rows,
			DistributionLedger ledger, UpdateUnits units) {
		return new RangeSplitter(repository, hold, workers, rows, ledger, units);
	}

	@Bean
	RangeSplitter.Workers workersOfRun(BuildProperties build, ApiProperties api, OutageProperties outage,
			ImportProperties run) {
		return new RangeSplitter.Workers(String.valueOf(build.getVersion()), RunSettings.of(api, outage, run));
	}

	@Bean
	RangeDistribution rangeDistribution(DistributionLedger ledger, RangeCalls calls, WorkerWatch workers,
			JobRepository repository, ImportProperties run, StopSwitch stop) {
		// What earlier starts did may be too much already; workers count what comes then
		RunLimits limits = new OwnLimits(new FailureLimit(run.maxFailures(), stop), new UpdateLimit(null, stop));
		return new RangeDistribution(ledger, calls, workers, limits, repository, stop);
	}

	@Bean
	@Lazy
	RangeQueue rangeQueue(RemoteProperties properties, DistributionLedger ledger, TargetHold target) {
		return new RangeQueue(properties.broker(), System.getenv(RemoteProperties.PASSWORD), ledger.databaseId(),
				target.target());
	}

	@Bean
	@Lazy
	RangeCalls rangeCalls(RangeQueue queue, RemoteProperties properties, ImportProgress progress) {
		return new RangeCalls(queue, properties.broker().shown(), progress);
	}

	@Bean
	WorkerWatch workerWatch(WorkerLedger ledger, RunLedger runs, RowLedger rows, RunMeter meter, RunSampler sampler,
			ImportProgress progress, PlatformTransactionManager transactions) {
		return new WorkerWatch(new WorkerWatch.Ledgers(ledger, runs, rows), meter, sampler, progress,
				new TransactionTemplate(transactions));
	}

}
