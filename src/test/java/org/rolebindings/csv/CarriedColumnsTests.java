package org.rolebindings.csv;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CarriedColumnsTests {

	@Test
	void valuesFindsColumnsInAnySpelling() {
		CarriedColumns columns = new CarriedColumns("\uFEFFteam,\"Role ID\",userId", "role_id", "user_id", "email");
		assertThat(columns.values("\"a, \"\"b\"\"\",\" Rol1 \",\"Usr,1\",more")).containsExactly("Rol1", "Usr,1", "");
		assertThat(columns.values("short")).containsExactly("", "", "");
	}

	@Test
	void valuesWhenThereIsNoHeaderAreEmpty() {
		assertThat(new CarriedColumns("", "role_id").values("")).containsExactly("");
	}

}
