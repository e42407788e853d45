package org.rolebindings.job.export;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.rolebindings.api.directory.Directory;
import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.csv.source.UnwritableTemporaryFilesException;
import org.rolebindings.job.names.GivenNames;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.job.scratch.RecordSort;
import org.rolebindings.job.scratch.Scratch;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.DirectoryListing;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/**
 * Exports the bindings of an account in constant memory. It needs no state, and sends
 * nothing but GETs.
 */
public final class BindingExporter {

	private final ExportProperties properties;

	private final ApiPreflight preflight;

	private final AccountListing listing;

	private final DirectoryListing directoryListing;

	private final ImportProgress progress;

	private final StopSwitch stop;

	BindingExporter(ExportProperties properties, ApiPreflight preflight, AccountListing listing,
			DirectoryListing directoryListing, ImportProgress progress, StopSwitch stop) {
		this.properties = properties;
		this.preflight = preflight;
		this.listing = listing;
		this.directoryListing = directoryListing;
		this.progress = progress;
		this.stop = stop;
	}

	/**
	 * Exports the bindings. Nothing is written before all of them are listed.
	 * @param output where they go
	 * @return what was written
	 * @throws org.rolebindings.api.outage.NotTheApiException if what answers is not the
	 * API
	 * @throws org.rolebindings.job.names.UnknownNameException if a filter names nothing
	 * @throws org.rolebindings.job.plan.AccountUnlistableException if the account cannot
	 * be listed
	 * @throws UnwritableExportException if a file cannot be written
	 * @throws NothingStartedException if the command stops before its end
	 */
	public ExportResult export(ExportOutput output) {
		try (Scratch scratch = Scratch.inSystemFolder()) {
			this.progress.note("Exporting the bindings of " + this.preflight.target() + ".");
			this.preflight.check((heard) -> this.progress
				.note("No proper answer from " + this.preflight.target() + " yet (" + heard + "); trying again."));
			return export(output, scratch.folder());
		}
		catch (UncheckedIOException ex) {
			throw new UnwritableTemporaryFilesException(Objects.requireNonNull(ex.getCause()));
		}
		catch (SendingStoppedException | StopRequestedException ex) {
			throw new NothingStartedException(this.stop.reason().orElseThrow());
		}
	}

	private ExportResult export(ExportOutput output, Path folder) {
		Directories directories = new Directories(this.directoryListing, this.preflight.target());
		FilterReader filters = new FilterReader(this.properties,
				new GivenNames(this.directoryListing, this.listing.concurrency()), this.preflight.target());
		Set<ResourceType> types = this.properties.types();
		try (ExportFilter filter = filters.read(folder);
				AccountNames names = new AccountNames(directories, folder.resolve("names"));
				ExportedRows rows = new ExportedRows(this.properties.columns(), names, this.stop, folder)) {
			filter.readProjects(directories);
			boolean named = this.properties.columns().hasNames();
			boolean projects = types.contains(ResourceType.PROJECT);
			if (named) {
				names.check(projects);
			}
			this.progress.begin(ImportProgress.Phase.LISTING, -1);
			ListedRows listed = new ListedRows(this.listing, filter, this.preflight.target(), this.progress, this.stop)
				.begin(types);
			List<String> restricted = new ArrayList<>();
			new RecordSort<>(folder, ListedRow.FORMAT, ListedRow.BY_PLACE).sort(listed, (sorted) -> {
				// After the bindings, so that a new user is not missing
				if (named) {
					this.progress.begin(ImportProgress.Phase.NAMING, -1);
					names.read(projects);
				}
				restricted.addAll(restricted(filter));
				rows.addAll(sorted);
			});
			return rows.write(output, listed.incomplete(), restricted, this.progress);
		}
	}

	/** Lists the restricted projects, if the key may. */
	private Set<String> restricted(ExportFilter filter) {
		Directories directories = new Directories(this.directoryListing.brief(), this.preflight.target());
		Set<String> projects = new LinkedHashSet<>();
		try {
			directories.forEachIfListed(Directory.RESTRICTIONS, Map.of(), (restriction) -> {
				if (filter.includesResource(restriction.id())) {
					projects.add(restriction.id());
				}
			});
		}
		catch (ListingRefusedException ex) {
			// Older servers do not have the list
			if (!ex.isForbidden() && !ex.isNotFound()) {
				this.progress
					.note("Restricted projects cannot be listed (" + ex.getMessage() + "), so nothing warns of them.");
			}
		}
		return projects;
	}

}
