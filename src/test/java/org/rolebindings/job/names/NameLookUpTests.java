package org.rolebindings.job.names;

import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.directory.Directory;
import org.rolebindings.api.directory.DirectoryEntry;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.validation.NameResolver.Answer;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.binding.validation.RowNames;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.listing.FakeDirectories;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link NameLookUp}, with an account in memory. */
class NameLookUpTests {

	@TempDir
	Path folder;

	private final FakeDirectories account = new FakeDirectories();

	private NameBook book;

	@BeforeEach
	void open() {
		this.book = new NameBook(this.folder.resolve("names"), KeptAnswers.NONE);
	}

	@AfterEach
	void close() {
		this.book.close();
	}

	@Test
	void runWhenThereAreManyEmailsPagesThroughTheUsers() {
		addUsers(20_000);
		IntStream.range(0, 10_000).forEach((i) -> this.book.add(NameKey.user(email(2 * i))));
		lookUp();
		assertThat(this.account.requests()).hasSizeLessThanOrEqualTo(200).allMatch((it) -> it.startsWith("USERS {}"));
		assertThat(user(email(19_998))).isEqualTo(Answer.of("U19998"));
	}

	@Test
	void runWhenManyEmailsAreFoundSoonReadsOnInsteadOfAskingForAll() {
		addUsers(20_000);
		IntStream.range(0, 1_000).forEach((i) -> this.book.add(NameKey.user(email(i))));
		IntStream.range(0, 5).forEach((i) -> this.book.add(NameKey.user("gone" + i + "@example.com")));
		lookUp();
		assertThat(this.account.requests()).hasSize(200);
		assertThat(user("gone4@example.com").rejection()).isNotNull();
	}

	@Test
	void runWhenThereAreFewEmailsAsksForEach() {
		addUsers(2_000);
		IntStream.range(0, 10).forEach((i) -> this.book.add(NameKey.user(email(i * 7))));
		lookUp();
		assertThat(this.account.requests()).hasSize(10).allMatch((it) -> it.startsWith("USERS {email="));
		assertThat(user(email(63))).isEqualTo(Answer.of("U63"));
	}

	@Test
	void runWhenPagingFindsNothingSoonAsksInstead() {
		addUsers(20_000);
		IntStream.range(0, 100).forEach((i) -> this.book.add(NameKey.user(email(19_000 + i))));
		lookUp();
		// A twentieth of the questions was spent in vain
		assertThat(this.account.requests()).hasSize(105);
		assertThat(user(email(19_099))).isEqualTo(Answer.of("U19099"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 100 })
	void runComparesWholeNamesOverAllPages(int pageSize) {
		this.account.add(Directory.USERS, "U1", "joann@x.com")
			.add(Directory.USERS, "U2", "ann@x.com.au")
			.add(Directory.USERS, "U3", "Ann@X.com");
		this.account.pageSize(pageSize);
		this.book.add(NameKey.user("ANN@x.com"));
		lookUp();
		assertThat(user("ann@X.COM")).isEqualTo(Answer.of("U3"));
	}

	@Test
	void runWhenAPageIsEmptyGoesOn() {
		this.account.add(Directory.SPACES, "S1", "other").add(Directory.SPACES, "S2", "prod-eu");
		this.account.add(Directory.SPACES, "S3", "prod");
		this.account.pageSize(1);
		addPlace("", "prod", "");
		lookUp();
		assertThat(space("", "prod", "")).isEqualTo(Answer.of("S3"));
		assertThat(this.account.requests()).hasSize(3);
	}

	@Test
	void runPagesThroughTheRolesOnce() {
		IntStream.range(0, 250).forEach((i) -> this.account.add(Directory.ROLES, "R" + i, "role " + i));
		this.book.add(NameKey.role("role 249"));
		this.book.add(NameKey.role("Role 1"));
		lookUp();
		assertThat(this.account.requests()).containsExactly("ROLES {}", "ROLES {} 100", "ROLES {} 200");
		assertThat(this.book.answer(NameKey.role("role 249"))).isEqualTo(Answer.of("R249"));
		assertRejected(this.book.answer(NameKey.role("Role 1")), ErrorCode.NAME_NOT_FOUND,
				"role_name is 'Role 1'; there is no such role in this account, or this key may not see it. "
						+ "Did you mean 'role 1', 'role 0', 'role 10'?");
	}

	@Test
	void runWhenAPredefinedAndACustomRoleHaveTheNameNamesBoth() {
		this.account.add(Directory.ROLES, new DirectoryEntry("R1", "Admin", "", true));
		this.account.add(Directory.ROLES, new DirectoryEntry("R2", "Admin", "", false));
		this.book.add(NameKey.role("Admin"));
		lookUp();
		assertRejected(this.book.answer(NameKey.role("Admin")), ErrorCode.NAME_AMBIGUOUS,
				"role_name is 'Admin', and several have that name: 'Admin', predefined (R1), 'Admin', custom (R2). "
						+ "Give the id instead.");
	}

	@Test
	void runWhenPagesRepeatAnEntryTakesItOnce() {
		this.account.add(Directory.ROLES, "R1", "Admin").add(Directory.ROLES, "R1", "Admin");
		this.book.add(NameKey.role("Admin"));
		lookUp();
		assertThat(this.book.answer(NameKey.role("Admin"))).isEqualTo(Answer.of("R1"));
	}

	@Test
	void runFindsSpacesWithinTheirOrganization() {
		addTwoOrganizations();
		addPlace("Europe", "prod", "");
		addPlace("America", "prod", "");
		addPlace("Europe", "test", "");
		lookUp();
		assertThat(space("Europe", "prod", "")).isEqualTo(Answer.of("S1"));
		assertThat(space("America", "prod", "")).isEqualTo(Answer.of("S2"));
		assertRejected(space("Europe", "test", ""), ErrorCode.NAME_NOT_FOUND,
				"there is no such space in its organization");
	}

	@Test
	void runWhenTwoOrganizationsHaveTheSpaceNamesThem() {
		addTwoOrganizations();
		addPlace("", "prod", "");
		addPlace("", "prod", "Chat");
		lookUp();
		assertRejected(space("", "prod", ""), ErrorCode.NAME_AMBIGUOUS,
				"space_name is 'prod', and several have that name: 'Europe / prod' (S1), 'America / prod' (S2). "
						+ "Give organization_name as well, or resource_id.");
		assertThat(space("", "prod", "Chat").rejection()).isEqualTo(space("", "prod", "").rejection());
		assertThat(this.account.requests()).noneMatch((it) -> it.startsWith("PROJECTS"));
	}

	@Test
	void runWhenOrganizationsMayNotBeListedNamesTheSpacesAlone() {
		addTwoOrganizations();
		this.account.refuse(Directory.ORGANIZATIONS, 403);
		addPlace("", "prod", "");
		lookUp();
		assertRejected(space("", "prod", ""), ErrorCode.NAME_AMBIGUOUS, "'prod' (S1), 'prod' (S2)");
	}

	@Test
	void runWhenTheOrganizationIsMissingRejectsItsSpaces() {
		addTwoOrganizations();
		addPlace("Europa", "prod", "Chat");
		lookUp();
		assertRejected(space("Europa", "prod", "Chat"), ErrorCode.NAME_NOT_FOUND,
				"organization_name is 'Europa'; there is no such organization in this account, "
						+ "or this key may not see it. Did you mean 'Europe'?");
		assertThat(this.account.requests()).noneMatch((it) -> it.startsWith("SPACES"));
	}

	@Test
	void runFindsProjectsByTheIdOfTheirSpace() {
		addTwoOrganizations();
		this.account.add(Directory.PROJECTS, "P1", "Chat", "S1").add(Directory.PROJECTS, "P2", "Chat", "S2");
		addPlace("America", "prod", "Chat");
		addPlace("Europe", "prod", "chat");
		lookUp();
		assertThat(space("America", "prod", "Chat")).isEqualTo(Answer.of("P2"));
		assertRejected(space("Europe", "prod", "chat"), ErrorCode.NAME_NOT_FOUND,
				"there is no such project in its space, or this key may not see it. Did you mean 'Chat'?");
		assertThat(this.account.requests()).contains("PROJECTS {name=Chat, space_id=S2}");
	}

	@ParameterizedTest
	@CsvSource({ "1, 3", "30, 3" })
	void runWhenASpaceHasNoListOfProjectsFindsNone(int projects, int requests) {
		this.account.add(Directory.SPACES, "S1", "prod");
		this.account.refuse(Directory.PROJECTS, 404);
		IntStream.range(0, projects).forEach((i) -> addPlace("", "prod", "project " + i));
		lookUp();
		assertRejected(space("", "prod", "project 0"), ErrorCode.NAME_NOT_FOUND, "no such project in its space");
		assertThat(this.account.requests()).hasSizeLessThanOrEqualTo(requests);
	}

	@ParameterizedTest
	@CsvSource({ "USERS, USER_READ, users", "ROLES, ROLE_READ, roles",
			"ORGANIZATIONS, ORGANIZATION_READ, organizations", "SPACES, SPACE_READ, spaces",
			"PROJECTS, PROJECT_READ, projects" })
	void runWhenAListIsForbiddenNamesTheRight(Directory directory, String right, String noun) {
		addTwoOrganizations();
		this.account.add(Directory.USERS, "U1", "ann@x.com").add(Directory.ROLES, "R1", "Admin");
		this.account.refuse(directory, 403);
		this.book.add(NameKey.user("ann@x.com"));
		this.book.add(NameKey.role("Admin"));
		addPlace("Europe", "prod", "Chat");
		assertThatExceptionOfType(DirectoryRefusedException.class).isThrownBy(this::lookUp)
			.withMessageContaining("may not list the " + noun + " of this account")
			.withMessageContaining("Give it the right " + right + ",");
	}

	@Test
	void runWhenAPageFailsAtFirstTriesAgain() {
		this.account.add(Directory.USERS, "U1", "ann@x.com");
		this.account.fail(503, 429, 500);
		this.book.add(NameKey.user("ann@x.com"));
		lookUp();
		assertThat(user("ann@x.com")).isEqualTo(Answer.of("U1"));
	}

	@Test
	void runWhenItFailsAndIsRepeatedAsksOnlyForWhatIsOpen() {
		addUsers(30);
		// Fewer than are worth a page
		IntStream.range(0, 19).forEach((i) -> this.book.add(NameKey.user(email(i))));
		this.account.failAfter(11);
		assertThatExceptionOfType(ListingRefusedException.class).isThrownBy(this::lookUp);
		this.account.failAfter(Integer.MAX_VALUE);
		this.account.requests().clear();
		this.book.close();
		open();
		lookUp();
		assertThat(this.account.requests()).hasSize(8);
		assertThat(user(email(18))).isEqualTo(Answer.of("U18"));
		this.account.requests().clear();
		lookUp();
		assertThat(this.account.requests()).isEmpty();
	}

	@Test
	void runWhenVeryManyNamesAreMissingLooksForNearOnesOfTheFirst() {
		this.account.add(Directory.SPACES, "S1", "prod 1");
		IntStream.range(0, 100).forEach((i) -> addPlace("", "prod" + i, ""));
		this.account.pageSize(1);
		this.account.add(Directory.SPACES, "S2", "x").add(Directory.SPACES, "S3", "y").add(Directory.SPACES, "S4", "z");
		this.account.add(Directory.SPACES, "S5", "u").add(Directory.SPACES, "S6", "v");
		lookUp();
		assertThat(space("", "prod1", "").rejection()).extracting(Rejection::message).asString().contains("'prod 1'");
		// Five pages in vain, six pages for each question, and six for each of twenty
		assertThat(this.account.requests()).hasSize(5 + 600 + 120);
	}

	@Test
	void runWhenANameIsVeryLongAsksForItsBeginning() {
		String emoji = "\uD83D\uDE00";
		String name = "x" + emoji.repeat(2_000) + "\"a\nb,c";
		this.account.add(Directory.SPACES, "S1", name).add(Directory.SPACES, "S2", name + "!");
		addPlace("", name, "");
		lookUp();
		assertThat(space("", name, "")).isEqualTo(Answer.of("S1"));
		assertThat(this.account.requests()).containsExactly("SPACES {name=x" + emoji.repeat(127) + "}");
	}

	private void addTwoOrganizations() {
		this.account.add(Directory.ORGANIZATIONS, "O1", "Europe").add(Directory.ORGANIZATIONS, "O2", "America");
		this.account.add(Directory.SPACES, "S1", "prod", "O1").add(Directory.SPACES, "S2", "prod", "O2");
		this.account.add(Directory.SPACES, "S3", "prod-eu", "O1").add(Directory.SPACES, "S4", "test", "O2");
	}

	private void addUsers(int count) {
		IntStream.range(0, count).forEach((i) -> this.account.add(Directory.USERS, "U" + i, email(i)));
	}

	private static String email(int number) {
		return "user-" + number + "-@example.com";
	}

	private void addPlace(String organization, String space, String project) {
		this.book.addPlace(new RowNames("", "", organization, space, project), project);
	}

	private void lookUp() {
		new NameLookUp(this.book, this.account.listing(new StopSwitch()), 2).run();
	}

	private Answer user(String email) {
		return resolver().user(email);
	}

	private Answer space(String organization, String space, String project) {
		return resolver().resource(organization, space, project);
	}

	private BookResolver resolver() {
		return new BookResolver(this.book, new InputFile(this.folder.resolve("x.csv"), "x.csv"));
	}

	private static void assertRejected(@Nullable Answer answer, ErrorCode code, String message) {
		Rejection rejection = Objects.requireNonNull(Objects.requireNonNull(answer).rejection());
		assertThat(answer.id()).isEmpty();
		assertThat(rejection.code()).isEqualTo(code);
		assertThat(rejection.message()).contains(message);
	}

}
