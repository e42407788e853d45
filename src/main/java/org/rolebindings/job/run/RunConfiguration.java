package org.rolebindings.job.run;

import java.time.Clock;

import org.rolebindings.api.http.ApiEndpoint;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.progress.RunSampler;
import org.rolebindings.ledger.OldRuns;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.sample.SampleLedger;
import org.rolebindings.report.RunReports;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.StateHealth;
import org.rolebindings.store.StateHold;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that open a run, let the job work on it, end it, and remove old runs. */
@Configuration(proxyBeanMethods = false)
public class RunConfiguration {

	@Bean
	InvalidRowsDecider invalidRowsDecider(RunLedger runs, RowLedger rows) {
		return new InvalidRowsDecider(runs, rows);
	}

	@Bean
	RunMeter runMeter(RequestMeter requests) {
		return new RunMeter(requests);
	}

	@Bean
	RunSampler runSampler(RunMeter meter, RequestMeter requests, RequestGate gate, SampleLedger samples) {
		return new RunSampler(meter, requests, gate, samples);
	}

	@Bean
	RunEnding runEnding(RunLedger runs, RunReports reports, RunMeter meter, RunSampler sampler, StateHold state,
			Clock clock) {
		return new RunEnding(runs, reports, meter, sampler, state, clock);
	}

	@Bean
	JobRunner jobRunner(JobOperator jobOperator, RunLedger runs, RunEnding ending, StateHealth health,
			StopSwitch stop) {
		return new JobRunner(jobOperator, runs, ending, health, stop);
	}

	@Bean
	TargetHold targetHold(StateHold hold, ApiEndpoint endpoint, ApiProperties properties, StopSwitch stop) {
		return new TargetHold(hold, endpoint.target().toString(), properties.timeout(), stop);
	}

	@Bean
	RunPruning runPruning(ImportProperties properties, StateHold hold, OldRuns oldRuns, JobRepository jobs,
			StopSwitch stop, ImportProgress progress, Clock clock) {
		return new RunPruning(properties.kept(), hold, oldRuns, jobs, stop, progress, clock);
	}

	@Bean
	ImportPreparation importPreparation(ImportProperties properties, ApiPreflight preflight, RunLedger runs,
			RunMeter meter, StopSwitch stop, ImportProgress progress) {
		return new ImportPreparation(properties, preflight, runs, meter, stop, progress);
	}

	@Bean
	RunOpening runOpening(ImportProperties properties, RunLedger runs, RunReports reports, StateHealth health,
			StopSwitch stop, ImportProgress progress) {
		return new RunOpening(properties, runs, reports, health, stop, progress);
	}

	@Bean
	RunWork runWork(RunOpening opening, StateHold state, JobRunner jobs, RunPruning pruning, Clock clock) {
		return new RunWork(opening, state, jobs, pruning, clock);
	}

	@Bean
	Importer importer(TargetHold hold, ImportPreparation preparation, RunOpening opening, RunWork work,
			Job roleBindingImport) {
		return new Importer(hold, preparation, opening, work, roleBindingImport);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
