package org.rolebindings.binding.validation;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;

/**
 * A validated row: it has either a binding or a rejection.
 *
 * @param input the row as it was read
 * @param binding what the row asks for, or {@code null} if it is rejected
 * @param rejection why the row is INVALID, or {@code null} if it is valid
 */
public record CheckedRow(InputRow input, @Nullable Binding binding, @Nullable Rejection rejection) {

	static CheckedRow valid(InputRow input, Binding binding) {
		return new CheckedRow(input, binding, null);
	}

	static CheckedRow invalid(InputRow input, Rejection rejection) {
		return new CheckedRow(input, null, rejection);
	}

}
