package org.rolebindings.listing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.FakeApi;
import org.rolebindings.api.Pagination;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.directory.Directory;
import org.rolebindings.api.directory.DirectoryApi;
import org.rolebindings.api.directory.DirectoryEntry;
import org.rolebindings.api.directory.DirectoryPage;
import org.rolebindings.api.http.TestApiClient;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.stop.StopSwitch;

/**
 * The lists of an account in memory. Filters match parts of a name, whatever their case.
 * It remembers the requests.
 */
public final class FakeDirectories implements DirectoryApi {

	private final Map<Directory, List<DirectoryEntry>> entries = new EnumMap<>(Directory.class);

	private final Map<String, String> parents = new HashMap<>();

	private final List<String> requests = new ArrayList<>();

	private final Deque<Integer> failures = new ArrayDeque<>();

	private final Map<Directory, Integer> refusals = new EnumMap<>(Directory.class);

	private final AtomicInteger pageSize = new AtomicInteger(100);

	private int failAfter = Integer.MAX_VALUE;

	/** Lists the account with three attempts at a page, without any back-off. */
	public DirectoryListing listing(StopSwitch stop) {
		TestApiClient client = new TestApiClient("http://127.0.0.1:9", TestApiClient.AMPLE);
		return new DirectoryListing(this, new RetryRules(3, () -> 0),
				new ServiceProbe(new FakeApi(), client.outageDetector), stop);
	}

	public FakeDirectories add(Directory directory, String id, String name) {
		return add(directory, id, name, "");
	}

	/** Adds a space of an organization, or a project of a space. */
	public FakeDirectories add(Directory directory, String id, String name, String parent) {
		return add(directory, new DirectoryEntry(id, name, parent, false));
	}

	public FakeDirectories add(Directory directory, DirectoryEntry entry) {
		this.entries.computeIfAbsent(directory, (any) -> new ArrayList<>()).add(entry);
		this.parents.put(entry.id(), entry.spaceId());
		return this;
	}

	/** A page has so many entries, before the filters; so a page may be empty. */
	public void pageSize(int size) {
		this.pageSize.set(size);
	}

	/** The next requests fail with these statuses; 200 stands for none. */
	public void fail(Integer... statuses) {
		this.failures.addAll(List.of(statuses));
	}

	/** All requests after some fail with 500. */
	public void failAfter(int count) {
		this.failAfter = count;
	}

	public void refuse(Directory directory, int status) {
		this.refusals.put(directory, status);
	}

	/** The requests: the list, its filters and the cursor. */
	public List<String> requests() {
		return this.requests;
	}

	@Override
	public synchronized DirectoryPage list(Directory directory, Map<String, String> filters, @Nullable String cursor) {
		this.requests.add(directory + " " + new TreeMap<>(filters) + ((cursor != null) ? " " + cursor : ""));
		Integer status = this.failures.isEmpty() ? this.refusals.get(directory) : this.failures.poll();
		if (this.requests.size() > this.failAfter) {
			status = 500;
		}
		if (status != null && status != 200) {
			throw new ApiException(status, "refused", null, null, null);
		}
		List<DirectoryEntry> all = this.entries.getOrDefault(directory, List.of());
		boolean paged = cursor != null || filters.isEmpty() || this.pageSize.get() < 100;
		int from = (cursor != null) ? Integer.parseInt(cursor) : 0;
		int to = paged ? Math.min(all.size(), from + this.pageSize.get()) : all.size();
		List<DirectoryEntry> page = all.subList(from, to).stream().filter((entry) -> fits(entry, filters)).toList();
		boolean more = to < all.size();
		return new DirectoryPage(page, new Pagination(more, more ? String.valueOf(to) : null));
	}

	private boolean fits(DirectoryEntry entry, Map<String, String> filters) {
		String parent = filters.getOrDefault("org_id", filters.getOrDefault("space_id", ""));
		String part = filters.getOrDefault("name", filters.getOrDefault("email", ""));
		return (parent.isEmpty() || parent.equals(this.parents.get(entry.id())))
				&& lower(entry.name()).contains(lower(part));
	}

	private static String lower(String text) {
		return text.toLowerCase(Locale.ROOT);
	}

}
