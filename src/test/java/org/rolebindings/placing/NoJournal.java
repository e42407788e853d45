package org.rolebindings.placing;

import org.rolebindings.binding.UpdateJournal;

/** A journal for tests in which nothing is updated. */
public final class NoJournal implements UpdateJournal {

	@Override
	public void beforeUpdate(long line, String bindingId, String formerRoleId) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void nothingToUpdate(long line) {
		throw new UnsupportedOperationException();
	}

}
