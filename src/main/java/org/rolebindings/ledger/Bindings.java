package org.rolebindings.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/** Reads the binding that a valid row asks for. */
final class Bindings {

	private Bindings() {
	}

	static Binding read(ResultSet results) throws SQLException {
		return new Binding(id(results, "role_id"), id(results, "user_id"),
				ResourceType.valueOf(results.getString("resource_type")), id(results, "resource_id"));
	}

	private static Id id(ResultSet results, String column) throws SQLException {
		return Id.parse(results.getString(column)).orElseThrow();
	}

}
