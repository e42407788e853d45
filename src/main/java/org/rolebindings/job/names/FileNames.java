package org.rolebindings.job.names;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.NameResolver;
import org.rolebindings.binding.validation.RowNames;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.listing.DirectoryListing;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.KeyValueFile;

/** The names of the file that is at work, if it has any. */
public final class FileNames implements NameResolver, Closeable {

	private final DirectoryListing listing;

	private final int concurrency;

	private final ImportProgress progress;

	private final StopSwitch stop;

	private @Nullable Path place;

	private @Nullable NameBook book;

	private @Nullable InputFile file;

	private @Nullable IdColumns idColumns;

	/**
	 * Prepares to look names up.
	 * @param listing lists what has a name
	 * @param concurrency how many names are asked for at the same time
	 * @param progress learns that names are looked up
	 * @param stop ends the reading of the file
	 */
	public FileNames(DirectoryListing listing, int concurrency, ImportProgress progress, StopSwitch stop) {
		this.listing = listing;
		this.concurrency = concurrency;
		this.progress = progress;
		this.stop = stop;
	}

	/**
	 * Finds the id of each name in a file.
	 * @param file the file
	 * @param options how it is read
	 * @param place the file for the answers; those that are in it are not asked for again
	 * @param kept has answers besides, and keeps the new ones
	 * @throws DirectoryRefusedException if the key may not read a list
	 * @throws StopRequestedException if the run stops, or the attempts at a page run out
	 */
	public void lookUp(InputFile file, CsvOptions options, Path place, KeptAnswers kept) {
		close();
		this.file = file;
		try (CsvRecordReader reader = CsvRecordReader.open(file, options)) {
			if (!reader.header().hasNames()) {
				return;
			}
			this.place = place;
			this.book = new NameBook(place, kept);
			for (InputRow row = reader.read(); row != null; row = reader.read()) {
				if (this.stop.isStopRequested()) {
					throw new StopRequestedException();
				}
				collect(row, this.book);
			}
			this.idColumns = new IdColumns(reader.header());
			this.progress.begin(ImportProgress.Phase.NAMING, -1);
			lookUp(this.book);
			this.progress.begin(ImportProgress.Phase.READING, -1);
		}
		catch (ListingRefusedException ex) {
			this.stop.stop(new StopReason(StopReason.Kind.OUTAGE,
					"The names in the file cannot be looked up, because a list of the account cannot be read ("
							+ ex.getMessage() + ")."));
			throw new StopRequestedException();
		}
		catch (SendingStoppedException ex) {
			throw new StopRequestedException();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What was found is kept, even if the run stops meanwhile. */
	private void lookUp(NameBook names) {
		try {
			new NameLookUp(names, this.listing, this.concurrency).run();
		}
		finally {
			names.save();
		}
	}

	private static void collect(InputRow row, NameBook book) {
		RowNames names = row.names();
		ResourceType type = ResourceType.parse(row.resourceType()).orElse(null);
		if (names == null || row.defect() != null || type == null) {
			return;
		}
		if (row.roleId().isEmpty() && !names.role().isEmpty()) {
			book.add(NameKey.role(names.role()));
		}
		if (row.userId().isEmpty() && !names.email().isEmpty()) {
			book.add(NameKey.user(names.email()));
		}
		if (row.resourceId().isEmpty() && !names.space().isEmpty()) {
			book.addPlace(names, (type == ResourceType.PROJECT) ? names.project() : "");
		}
	}

	@Override
	public Answer role(String name) {
		return resolver().role(name);
	}

	@Override
	public Answer user(String email) {
		return resolver().user(email);
	}

	@Override
	public Answer resource(String organization, String space, String project) {
		return resolver().resource(organization, space, project);
	}

	/**
	 * A file that had no names when they were looked up has changed if it has some now.
	 */
	private NameResolver resolver() {
		if (this.file == null) {
			throw new IllegalStateException("Names are looked up before rows are read");
		}
		if (this.book == null) {
			throw this.file.changed();
		}
		return new BookResolver(this.book, this.file);
	}

	/**
	 * Adds the ids to what the reports repeat of a row.
	 * @param row a row of the file
	 */
	public CheckedRow withIds(CheckedRow row) {
		return (this.idColumns != null) ? this.idColumns.complete(row) : row;
	}

	/** Forgets the answers, because the rows have them now. */
	public void forget() {
		Path used = this.place;
		close();
		if (used != null) {
			KeyValueFile.remove(used);
		}
		this.place = null;
	}

	/** Keeps the answers for the next start. */
	@Override
	public void close() {
		if (this.book != null) {
			this.book.close();
		}
		this.book = null;
		this.file = null;
		this.idColumns = null;
	}

}
