package org.rolebindings.placing.row;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.FakeApi;
import org.rolebindings.api.Pagination;
import org.rolebindings.api.RoleBindingPage;
import org.rolebindings.api.TestBindings;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link BindingLookUp}. */
class BindingLookUpTests {

	private final List<String> cursors = new ArrayList<>();

	@Test
	void findWhenThereIsNoneReturnsNull() {
		assertThat(lookUp(List.of("a", "b")).find(TestBindings.WANTED)).isNull();
		assertThat(this.cursors).containsExactly("null", "a", "b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a,a", "a,b,a", "a,b,c,b" })
	void findWhenTheListingGoesRoundInCirclesThrows(String nextCursors) {
		BindingLookUp lookUp = lookUp(List.of(nextCursors.split(",", -1)));
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> lookUp.find(TestBindings.WANTED))
			.returns(200, ApiException::status)
			.returns(true, ApiException::isRetryable);
	}

	@Test
	void findWhenThereAreMorePagesThanAnyAccountHasThrows() {
		BindingLookUp lookUp = lookUp(IntStream.rangeClosed(1, 100_000).mapToObj(String::valueOf).toList());
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> lookUp.find(TestBindings.WANTED))
			.withMessage("the listing of the user's bindings does not come to an end");
	}

	@Test
	void findWhenAPageDoesNotSayWhereItGoesOnThrows() {
		BindingLookUp lookUp = new BindingLookUp(new FakeApi() {

			@Override
			public RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit,
					@Nullable String cursor) {
				return page(true, null);
			}

		});
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> lookUp.find(TestBindings.WANTED))
			.withMessage("the listing of the user's bindings does not come to an end");
	}

	/** Looks up in empty pages, of which each names the cursor of the next one. */
	private BindingLookUp lookUp(List<String> nextCursors) {
		return new BindingLookUp(new FakeApi() {

			@Override
			public RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit,
					@Nullable String cursor) {
				int number = BindingLookUpTests.this.cursors.size();
				BindingLookUpTests.this.cursors.add(String.valueOf(cursor));
				return (number < nextCursors.size()) ? page(true, nextCursors.get(number)) : page(false, null);
			}

		});
	}

	private static RoleBindingPage page(boolean hasMore, @Nullable String nextCursor) {
		return new RoleBindingPage(List.of(), new Pagination(hasMore, nextCursor));
	}

}
