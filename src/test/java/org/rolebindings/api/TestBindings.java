package org.rolebindings.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ServerClock;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.UndecidedRow;

/** What the tests ask for, and how the server tells it. */
public final class TestBindings {

	public static final String ROLE = "Rol001";

	public static final String OTHER_ROLE = "Rol002";

	public static final String USER = "Usr001";

	public static final String SPACE = "Spa001";

	public static final String BINDING_ID = "UmJuOjE=";

	public static final Binding WANTED = wanted(ROLE, USER, SPACE);

	public static final Instant MARKED_AT = Instant.parse("2026-03-01T12:00:00Z");

	public static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

	private TestBindings() {
	}

	public static Binding wanted(String role, String user, String space) {
		return new Binding(id(role), id(user), ResourceType.SPACE, id(space));
	}

	public static Id id(String text) {
		return Id.parse(text).orElseThrow();
	}

	/** A row of line 2 that has never been in flight. */
	public static UndecidedRow row() {
		return row(null, null);
	}

	public static UndecidedRow row(@Nullable Instant doubtSince, @Nullable String formerRoleId) {
		if (doubtSince == null) {
			return new UndecidedRow(2, WANTED, 0, List.of());
		}
		return new UndecidedRow(2, WANTED, 0, List.of(new Doubt(7, doubtSince, null,
				(formerRoleId != null) ? new ExistingBinding(BINDING_ID, formerRoleId) : null)));
	}

	/** A server's clock that stands still. */
	public static ServerClock clockAtTheMark() {
		return new ServerClock(Clock.fixed(MARKED_AT, ZoneOffset.UTC), () -> 0, Duration.ofSeconds(30));
	}

	/** A binding of the wanted user on the wanted space, as JSON. */
	public static String json(String role, Instant createdAt) {
		return json(BINDING_ID, role, USER, SPACE, createdAt);
	}

	public static String json(String bindingId, String role, String user, String space, Instant createdAt) {
		return """
				{"id":"%s","role_id":"%s","user_id":"%s","resource_type":"SPACE","resource_id":"%s",\
				"created_at":"%s","updated_at":"%s"}""".formatted(bindingId, role, user, space, createdAt, createdAt);
	}

	/** The last page of a listing, as JSON. */
	public static String page(String... bindings) {
		return page(null, List.of(bindings));
	}

	public static String page(@Nullable String nextCursor, List<String> bindings) {
		String pagination = (nextCursor != null) ? "{\"has_more\":true,\"next_cursor\":\"%s\"}".formatted(nextCursor)
				: "{\"has_more\":false}";
		return "{\"role_bindings\":[%s],\"pagination\":%s}".formatted(String.join(",", bindings), pagination);
	}

}
