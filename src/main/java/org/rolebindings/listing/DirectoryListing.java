package org.rolebindings.listing;

import java.util.Map;

import org.rolebindings.api.PageIterator;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.directory.Directory;
import org.rolebindings.api.directory.DirectoryApi;
import org.rolebindings.api.directory.DirectoryPage;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.stop.StopSwitch;

/**
 * Lists what has a name. The requests pass the gate and the outage detector like all
 * others.
 */
public final class DirectoryListing {

	/** So many attempts justify a list that the command can do without. */
	private static final int FEW_ATTEMPTS = 3;

	private final DirectoryApi api;

	private final RetryRules rules;

	private final ServiceProbe probe;

	private final StopSwitch stop;

	DirectoryListing(DirectoryApi api, RetryRules rules, ServiceProbe probe, StopSwitch stop) {
		this.api = api;
		this.rules = rules;
		this.probe = probe;
		this.stop = stop;
	}

	/**
	 * Returns the same listing for a list that the command can do without: an older
	 * server may not have it, and nobody should wait long to hear that.
	 */
	public DirectoryListing brief() {
		return new DirectoryListing(this.api, this.rules.atMost(FEW_ATTEMPTS), this.probe, this.stop);
	}

	/**
	 * Lists entries, page by page.
	 * @param directory the list
	 * @param filters the server's filters, which match parts of a name
	 * @return the pages; no request is sent yet
	 */
	public RetriedPages<DirectoryPage> pages(Directory directory, Map<String, String> filters) {
		return new RetriedPages<>(new PageIterator<>((cursor) -> this.api.list(directory, filters, cursor)), this.rules,
				this.probe, this.stop, Integer.MAX_VALUE);
	}

}
