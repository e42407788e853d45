package org.rolebindings.store;

import java.sql.SQLException;
import java.util.function.Consumer;

import com.zaxxer.hikari.SQLExceptionOverride;

/**
 * Tells of each error of a statement.
 *
 * @param listener receives each error
 */
public record ErrorWatch(Consumer<SQLException> listener) implements SQLExceptionOverride {

	@java.lang.Override
	public Override adjudicate(SQLException ex) {
		this.listener.accept(ex);
		return Override.CONTINUE_EVICT;
	}

}
