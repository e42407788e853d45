package org.rolebindings.job.export;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.scratch.SortedTexts;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/** The rows of an export: it names, counts and sorts them. */
final class ExportedRows implements Closeable {

	private final ExportColumns columns;

	private final AccountNames names;

	private final StopSwitch stop;

	private final SortedTexts rows;

	private final SortedTexts unnamed;

	private final Map<ResourceType, Long> resources = new EnumMap<>(ResourceType.class);

	private final Map<UnnamedReason, Long> reasons = new EnumMap<>(UnnamedReason.class);

	private long count;

	private @Nullable ListedRow last;

	ExportedRows(ExportColumns columns, AccountNames names, StopSwitch stop, Path folder) {
		this.columns = columns;
		this.names = names;
		this.stop = stop;
		this.rows = new SortedTexts(folder);
		this.unnamed = new SortedTexts(folder);
	}

	/**
	 * Adds all bindings. Of a binding that was listed several times only the latest
	 * counts.
	 * @param sorted the bindings by {@link ListedRow#BY_PLACE}
	 */
	void addAll(Iterator<ListedRow> sorted) {
		ListedRow row = null;
		while (sorted.hasNext()) {
			ListedRow next = sorted.next();
			if (row != null && !row.isSameBindingAs(next)) {
				add(row);
			}
			row = next;
		}
		if (row != null) {
			add(row);
		}
	}

	private void add(ListedRow row) {
		checkStop();
		AccountNames.Naming naming = this.columns.hasNames() ? this.names.name(row)
				: new AccountNames.Naming(AccountNames.Naming.NO_NAMES, null);
		UnnamedReason reason = naming.reason();
		if (reason != null) {
			this.reasons.merge(reason, 1L, Long::sum);
			this.unnamed.add(row.ids() + "," + reason);
		}
		if (reason == null || this.columns == ExportColumns.BOTH) {
			this.rows.add(this.columns.record(row, naming.names()));
			this.count++;
			if (this.last == null || !this.last.isOnResourceOf(row)) {
				this.resources.merge(row.type(), 1L, Long::sum);
			}
			this.last = row;
		}
	}

	private void checkStop() {
		if (this.stop.isStopRequested()) {
			throw new StopRequestedException();
		}
	}

	/**
	 * Writes the rows.
	 * @param output where they go
	 * @param incomplete how many bindings were listed without all of their ids
	 * @param restricted the ids of the restricted projects
	 * @param progress counts the rows
	 * @return what was written
	 */
	ExportResult write(ExportOutput output, long incomplete, List<String> restricted, ImportProgress progress) {
		progress.begin(ImportProgress.Phase.REPORTING, this.count);
		if (!this.unnamed.isEmpty()) {
			output.writeUnnamed(ExportColumns.ID_COLUMNS + ",reason");
			this.unnamed.forEach(output::writeUnnamed);
		}
		output.write(this.columns.header());
		this.rows.forEach((record) -> {
			checkStop();
			output.write(record);
			progress.advance();
		});
		Path unnamedFile = output.publish(!this.reasons.isEmpty());
		return new ExportResult(this.count, this.resources.getOrDefault(ResourceType.SPACE, 0L),
				this.resources.getOrDefault(ResourceType.PROJECT, 0L), this.reasons, unnamedFile, incomplete,
				restricted);
	}

	@Override
	public void close() {
		this.rows.close();
		this.unnamed.close();
	}

}
