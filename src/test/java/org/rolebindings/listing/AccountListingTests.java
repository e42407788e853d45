package org.rolebindings.listing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.FakeApi;
import org.rolebindings.api.Pagination;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.RoleBindingPage;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.http.TestApiClient;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link AccountListing}, of whose back-offs none takes any time. */
class AccountListingTests {

	private final StopSwitch stop = new StopSwitch();

	private final Queue<Integer> failures = new ArrayDeque<>();

	private final List<String> asked = new ArrayList<>();

	private String type = "SPACE";

	private String user = TestBindings.USER;

	private @Nullable String nextCursor;

	@Test
	void nextReadsPageAfterPage() {
		this.nextCursor = "a";
		AccountListing.Pages pages = pages();
		assertThat(pages.hasNext()).isTrue();
		assertThat(pages.next()).containsExactly(new ListedBinding(TestBindings.BINDING_ID, TestBindings.WANTED));
		assertThat(pages.hasNext()).isTrue();
		this.nextCursor = null;
		assertThat(pages.next()).hasSize(1);
		assertThat(pages.hasNext()).isFalse();
		assertThat(this.asked).containsExactly("null", "a");
	}

	@Test
	void nextWhenAPageFailsAsksForTheSameAgain() {
		this.nextCursor = "a";
		AccountListing.Pages pages = pages();
		assertThat(pages.next()).hasSize(1);
		this.failures.addAll(List.of(503, 429, 429, 0, 429));
		assertThat(pages.next()).hasSize(1);
		assertThat(this.asked).containsExactly("null", "a", "a", "a", "a", "a", "a");
	}

	@ParameterizedTest
	@ValueSource(ints = { 302, 400, 403, 404, 501 })
	void nextWhenThePageIsRefusedGivesUpAtOnce(int status) {
		this.failures.add(status);
		assertRefused(pages(), String.valueOf(status));
		assertThat(this.asked).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 500 })
	void nextWhenThePageAlwaysFailsGivesUpAfterTheAttempts(int status) {
		for (int i = 0; i < 20; i++) {
			this.failures.add(status);
		}
		assertRefused(pages(), String.valueOf(status));
		assertThat(this.asked).hasSize(3);
	}

	@Test
	void nextWhenToldToWaitEachTimeGivesUp() {
		for (int i = 0; i < 20; i++) {
			this.failures.add(429);
		}
		assertRefused(pages(), "429");
		assertThat(this.asked).hasSize(8);
	}

	@Test
	void nextWhenTheRunStopsSendsNothingMore() {
		this.failures.add(500);
		this.stop.stop(new StopReason(StopReason.Kind.SIGNAL, "Stopped."));
		AccountListing.Pages pages = pages();
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(pages::next);
		assertThat(this.asked).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "MISSING", "a" })
	void nextWhenPagesDoNotFollowOneAnotherGivesUpAfterWhatTheyHave(String next) {
		this.nextCursor = "a";
		AccountListing.Pages pages = pages();
		assertThat(pages.next()).hasSize(1);
		this.nextCursor = next;
		assertThat(pages.next()).hasSize(1);
		assertRefused(pages, "do not follow");
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void nextPassesOverWhatNoRowCanAskFor() {
		this.type = "PROJECT";
		assertThat(pages().next()).isEmpty();
		this.type = "SPACE";
		this.user = "not an id";
		assertThat(pages().next()).isEmpty();
		this.user = "Usr" + "1".repeat(4_097);
		assertThat(pages().next()).isEmpty();
	}

	private static void assertRefused(AccountListing.Pages pages, String reason) {
		assertThatExceptionOfType(ListingRefusedException.class).isThrownBy(pages::next).withMessageContaining(reason);
	}

	private AccountListing.Pages pages() {
		RoleBindingsApi api = new FakeApi() {

			@Override
			public RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit,
					@Nullable String cursor) {
				return answer(limit, cursor);
			}

		};
		RetryRules rules = new RetryRules(3, () -> 0);
		OutageDetector outageDetector = new TestApiClient("http://127.0.0.1:9", TestApiClient.AMPLE).outageDetector;
		return new AccountListing(api, rules, outageDetector, this.stop, 4).pages(ResourceType.SPACE, null);
	}

	private RoleBindingPage answer(int limit, @Nullable String cursor) {
		assertThat(limit).isEqualTo(100);
		this.asked.add(String.valueOf(cursor));
		Integer failure = this.failures.poll();
		if (failure != null) {
			throw new ApiException(failure, "", null, null, null);
		}
		boolean lost = "MISSING".equals(this.nextCursor);
		RoleBinding listed = new RoleBinding(TestBindings.BINDING_ID, TestBindings.ROLE, this.user, this.type,
				TestBindings.SPACE, TestBindings.LONG_AGO, TestBindings.LONG_AGO);
		return new RoleBindingPage(List.of(listed),
				new Pagination(this.nextCursor != null, lost ? null : this.nextCursor));
	}

}
