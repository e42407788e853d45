package org.rolebindings.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/** Reads the binding that a valid row asks for. */
public final class Bindings {

	private Bindings() {
	}

	/**
	 * Reads a binding from four columns that follow each other: role, user, resource type
	 * and resource. To look them up by name would take longer than to read them.
	 */
	public static Binding read(ResultSet results, int first) throws SQLException {
		return new Binding(id(results, first), id(results, first + 1),
				ResourceType.valueOf(results.getString(first + 2)), id(results, first + 3));
	}

	private static Id id(ResultSet results, int column) throws SQLException {
		return Id.parse(results.getString(column)).orElseThrow();
	}

}
