package org.rolebindings.job.post;

import java.util.function.Function;

import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.placing.WindowFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean that knows what a run sends for its rows. */
@Configuration(proxyBeanMethods = false)
public class PostingConfiguration {

	@Bean
	Function<Run, Posting> postings(RowLedger rows, RemovalLedger removals, WindowFactory windows,
			AccountListing listing, ObjectProvider<Distribution> distribution) {
		boolean amongOthers = distribution.getIfAvailable() != null;
		return (run) -> run.identity().task().kind().takesBack()
				? new RemovalPosting(run, removals, windows, listing, amongOthers)
				: new ImportPosting(run, ImportProperties.onConflict(run.identity()), rows, windows);
	}

}
