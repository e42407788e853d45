package org.rolebindings.job;

import java.util.List;
import java.util.function.Function;

import org.rolebindings.api.http.ServerClock;
import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.job.compare.AccountComparison;
import org.rolebindings.job.compare.CompareTasklet;
import org.rolebindings.job.post.FailureLimit;
import org.rolebindings.job.post.MarkedRows;
import org.rolebindings.job.post.OwnLimits;
import org.rolebindings.job.post.PostStep;
import org.rolebindings.job.post.Posting;
import org.rolebindings.job.post.PostingConfiguration;
import org.rolebindings.job.post.PostingReader;
import org.rolebindings.job.post.PostingWriter;
import org.rolebindings.job.post.RowSpan;
import org.rolebindings.job.post.RunLimits;
import org.rolebindings.job.post.UpdateLimit;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.progress.RunSampler;
import org.rolebindings.job.remote.manager.ManagerConfiguration;
import org.rolebindings.job.repeats.RepeatsTasklet;
import org.rolebindings.job.run.ForceAfterStep;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.run.InvalidRowsDecider;
import org.rolebindings.job.run.ReportTasklet;
import org.rolebindings.job.run.RunConfiguration;
import org.rolebindings.job.run.RunEnding;
import org.rolebindings.job.run.StartParameters;
import org.rolebindings.job.run.UnsynchronizedTasklet;
import org.rolebindings.job.stage.NameLookUpListener;
import org.rolebindings.job.stage.StagingConfiguration;
import org.rolebindings.job.stage.StagingProcessor;
import org.rolebindings.job.stage.StagingReader;
import org.rolebindings.job.stage.StagingWriter;
import org.rolebindings.ledger.InFlightLedger;
import org.rolebindings.ledger.RepeatLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.UnchangedLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.ListingConfiguration;
import org.rolebindings.placing.PlacingConfiguration;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.Durability;
import org.rolebindings.store.StoreProperties;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The job and its flow: the steps stage the file in the ledger, decide repeated lines,
 * find the rows that are in place, post the rest, and write the reports. Each step does
 * what is left to do according to the ledger. Only the staging step writes in the
 * transaction of its chunks. The other steps have no transaction that could wait for a
 * request.
 */
@Configuration(proxyBeanMethods = false)
@Import({ ListingConfiguration.class, ManagerConfiguration.class, PlacingConfiguration.class,
		PostingConfiguration.class, RunConfiguration.class, StagingConfiguration.class })
public class RoleBindingImportJobConfiguration {

	private static final PlatformTransactionManager NO_TRANSACTION = new ResourcelessTransactionManager();

	@Bean
	Job roleBindingImport(JobRepository repository, Step stage, Step repeats, InvalidRowsDecider invalidRowsDecider,
			Step compare, Step post, Step report, Step reportAborted) {
		return new JobBuilder(StartParameters.JOB, repository).start(stage)
			.next(repeats)
			.next(invalidRowsDecider)
			.on(InvalidRowsDecider.ABORT)
			.to(reportAborted)
			.from(invalidRowsDecider)
			.on(InvalidRowsDecider.POST)
			.to(compare)
			.next(post)
			.next(report)
			.end()
			.build();
	}

	@Bean
	Step stage(JobRepository repository, PlatformTransactionManager transactions, StagingReader stagingReader,
			StagingProcessor stagingProcessor, StagingWriter stagingWriter, NameLookUpListener nameLookUpListener,
			Durability durability, StopSwitch stop) {
		return new StepBuilder("stage", repository).<List<InputRow>, List<CheckedRow>>chunk(1)
			.transactionManager(transactions)
			.reader(stagingReader)
			.processor(stagingProcessor)
			.writer(stagingWriter)
			.listener(nameLookUpListener)
			.listener(stagingReader)
			.listener(new ForceAfterStep(durability, stop, (stepExecution) -> {
				stagingWriter.ended(stepExecution);
				stagingReader.ended(stepExecution);
			}))
			.build();
	}

	@Bean
	Step repeats(JobRepository repository, RepeatsTasklet repeatsTasklet, ForceAfterStep forceAfterStep) {
		return new StepBuilder("repeats", repository).tasklet(new UnsynchronizedTasklet(repeatsTasklet), NO_TRANSACTION)
			.listener(forceAfterStep)
			.build();
	}

	@Bean
	Step compare(JobRepository repository, CompareTasklet compareTasklet, Durability durability, StopSwitch stop,
			RunEnding ending) {
		return new StepBuilder("compare", repository).tasklet(new UnsynchronizedTasklet(compareTasklet), NO_TRANSACTION)
			.listener(new ForceAfterStep(durability, stop, ending::afterStep))
			.build();
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "role-bindings.distributed", havingValue = false, matchIfMissing = true)
	Step post(JobRepository repository, PostingReader postingReader, PostingWriter postingWriter, Durability durability,
			StopSwitch stop) {
		return PostStep.of(repository, postingReader, postingWriter,
				new ForceAfterStep(durability, stop, postingReader::ended));
	}

	@Bean
	Step report(JobRepository repository, ReportTasklet reportTasklet, ForceAfterStep forceAfterStep) {
		return new StepBuilder("report", repository).tasklet(new UnsynchronizedTasklet(reportTasklet), NO_TRANSACTION)
			.listener(forceAfterStep)
			.build();
	}

	@Bean
	Step reportAborted(JobRepository repository, ReportTasklet abortedReportTasklet, ForceAfterStep forceAfterStep) {
		return new StepBuilder("reportAborted", repository)
			.tasklet(new UnsynchronizedTasklet(abortedReportTasklet), NO_TRANSACTION)
			.listener(forceAfterStep)
			.build();
	}

	@Bean
	ForceAfterStep forceAfterStep(Durability durability, StopSwitch stop) {
		return new ForceAfterStep(durability, stop, (stepExecution) -> {
		});
	}

	@Bean
	@StepScope
	RepeatsTasklet repeatsTasklet(@Value("#{jobParameters['run']}") long run, StoreProperties properties,
			RunLedger runs, RepeatLedger ledger, ImportProgress progress, StopSwitch stop) {
		return new RepeatsTasklet(run, properties.state(), runs, ledger, progress, stop);
	}

	@Bean
	AccountComparison accountComparison(StoreProperties store, UnchangedLedger unchanged, AccountListing listing,
			ImportProgress progress, StopSwitch stop) {
		return new AccountComparison(store.state(), unchanged, listing, progress, stop, System::nanoTime);
	}

	@Bean
	@StepScope
	CompareTasklet compareTasklet(@Value("#{jobParameters['run']}") long run, ImportProperties properties,
			RowLedger rows, InFlightLedger inFlight, ApiPreflight preflight, AccountComparison comparison,
			StopSwitch stop) {
		String target = preflight.target().toString();
		return new CompareTasklet(run, properties.maxFailures(), rows, () -> inFlight.recover(target), comparison,
				stop);
	}

	@Bean
	@StepScope
	PostingReader postingReader(@Value("#{jobParameters['run']}") long run,
			@Value("#{jobParameters['start']}") int start, RunLedger runs, RowLedger rows, InFlightLedger inFlight,
			Function<Run, Posting> postings, ServerClock serverClock, StopSwitch stop, ImportProperties properties,
			ImportProgress progress) {
		MarkedRows marked = new MarkedRows(new RunStart(run, start), RowSpan.ALL, rows, inFlight, serverClock,
				postings.apply(runs.get(run)));
		RunLimits limits = new OwnLimits(new FailureLimit(properties.maxFailures(), stop),
				new UpdateLimit(properties.maxUpdates(), stop));
		return new PostingReader(marked, limits, stop, progress);
	}

	@Bean
	@StepScope
	PostingWriter postingWriter(@Value("#{jobParameters['run']}") long run,
			@Value("#{jobParameters['start']}") int start, RowLedger rows, RunLedger runs, RunMeter meter,
			RunSampler sampler, PlatformTransactionManager transactions) {
		return new PostingWriter(new RunStart(run, start), rows, runs, meter, sampler,
				new TransactionTemplate(transactions));
	}

	@Bean
	@StepScope
	ReportTasklet reportTasklet(@Value("#{jobParameters['run']}") long run, RunEnding ending, StopSwitch stop,
			ImportProgress progress) {
		return new ReportTasklet(run, RunStatus.COMPLETED, ending, stop, progress);
	}

	@Bean
	@StepScope
	ReportTasklet abortedReportTasklet(@Value("#{jobParameters['run']}") long run, RunEnding ending, StopSwitch stop,
			ImportProgress progress) {
		return new ReportTasklet(run, RunStatus.FAILED, ending, stop, progress);
	}

}
