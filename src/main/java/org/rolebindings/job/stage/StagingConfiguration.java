package org.rolebindings.job.stage;

import java.nio.file.Path;

import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.names.FileNames;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.ledger.NameAnswerLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.listing.DirectoryListing;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.StoreProperties;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The beans of the first step, which looks names up and copies the rows into the ledger.
 */
@Configuration(proxyBeanMethods = false)
public class StagingConfiguration {

	@Bean
	@StepScope
	StagingReader stagingReader(@Value("#{jobParameters['run']}") long run,
			@Value("#{jobParameters['path']}") String path, @Value("#{jobParameters['name']}") String name,
			ImportProperties properties, RunLedger runs, RowLedger rows, StopSwitch stop) {
		InputFile file = new InputFile(Path.of(path), name);
		Run opened = runs.get(run);
		return new StagingReader(file, properties.csv(opened.identity()), opened, runs, rows, stop);
	}

	@Bean
	@StepScope
	NameLookUpListener nameLookUpListener(@Value("#{jobParameters['run']}") long run,
			@Value("#{jobParameters['path']}") String path, @Value("#{jobParameters['name']}") String name,
			ImportProperties properties, StoreProperties store, RunLedger runs, NameAnswerLedger answers,
			FileNames names) {
		return new NameLookUpListener(run, new InputFile(Path.of(path), name), properties.csv(runs.get(run).identity()),
				store.state(), runs, answers, names);
	}

	@Bean
	FileNames fileNames(DirectoryListing listing, ApiProperties properties, ImportProgress progress, StopSwitch stop) {
		return new FileNames(listing, properties.concurrency(), progress, stop);
	}

	@Bean
	StagingProcessor stagingProcessor(FileNames names, ImportProgress progress) {
		return new StagingProcessor(names, progress);
	}

	@Bean
	@StepScope
	StagingWriter stagingWriter(@Value("#{jobParameters['run']}") long run, ImportProperties properties, RunLedger runs,
			RowLedger rows) {
		Path plan = properties.plan();
		return new StagingWriter(run, rows,
				(plan != null) ? new StagedPlan(new InputFile(plan, plan.toString()), runs.get(run).identity()) : null);
	}

}
