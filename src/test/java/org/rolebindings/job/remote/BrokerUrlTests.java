package org.rolebindings.job.remote;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BrokerUrlTests {

	private static final String PLAIN = "tcp://mq.example:61616";

	@ParameterizedTest
	@ValueSource(strings = { PLAIN, "tcp://mq", "tcp://10.1.2.3:1", "tcp://[::1]:61616", "tcp://[2001:db8::7]",
			"tcp://my_broker-1.example:65535", "(tcp://a:61616,tcp://b:61616)", "(tcp://a)",
			"(tcp://a:1,tcp://[::1]:2,tcp://c)?user=importer&ha=true",
			PLAIN + "?sslEnabled=true&trustStorePath=/etc/mq.p12&user=me@corp", PLAIN + "?user=%C3%BC" })
	void shownWhenThereIsNoPasswordIsTheWholeUrl(String text) {
		BrokerUrl url = new BrokerUrl(text);
		assertThat(url.shown()).isEqualTo(text);
		assertThat(url).hasToString(text);
		assertThat(url.hasPassword()).isFalse();
		assertThat(url.password()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "password=geheim", "PASSWORD=geheim", "Password=geheim", "pass%77ord=geheim",
			"%70%61%73%73%77%6F%72%64=geheim", "keyStorePassword=geheim", "trustStorePassword=geheim",
			"password=a%26b=geheim", "password=geheim?", "&&password=geheim", "password=x&geheim",
			"password=x;geheim" })
	void shownWhenThereIsAPasswordLeavesItOut(String parameter) {
		BrokerUrl url = new BrokerUrl("(tcp://a:1,tcp://b:2)?ha=true&" + parameter + "&user=importer");
		assertThat(url.hasPassword()).isTrue();
		assertThat(url.shown()).isEqualTo("(tcp://a:1,tcp://b:2)?ha=true&user=importer");
		assertThat(url).hasToString(url.shown());
	}

	@Test
	void shownWhenThereIsNothingButAPasswordLeavesTheQuestionMarkOut() {
		assertThat(new BrokerUrl(PLAIN + "?password=geheim").shown()).isEqualTo(PLAIN);
	}

	@ParameterizedTest
	@CsvSource({ "?user=importer&password=a%26b%3D, importer, a&b=", "?password=x&user=a%40b, a@b, x",
			"?us%65r=importer&p%61ssword=x, importer, x", "?ha=true, , ", "?user, , " })
	void clientGetsUserAndPasswordBesideTheUrl(String parameters, String user, String password) {
		BrokerUrl url = new BrokerUrl(PLAIN + parameters);
		assertThat(url.user()).isEqualTo(user);
		assertThat(url.password()).isEqualTo(password);
		assertThat(url.forClient()).isIn(PLAIN, PLAIN + "?ha=true");
	}

	@Test
	void clientGetsThePasswordsOfStoresInTheUrl() {
		String text = PLAIN + "?sslEnabled=true&trustStorePassword=geheim";
		assertThat(new BrokerUrl(text).forClient()).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "geheim", "mq:61616", "tcp:mq/geheim", "tcp://", "tcp://?password=geheim",
			"http://mq/geheim", "TCP://mq:geheim", "ssl://mq:61617?password=geheim", "tcp://mq:geheim", "tcp://mq:0",
			"tcp://mq:65536", "tcp://mq:99999?password=geheim", "tcp://mq:61616;password=geheim",
			"tcp://mq:61616&password=geheim", "tcp://mq:61616/geheim", "tcp://mq:61616?a=b#geheim",
			"tcp://a:1#tcp://b:2", "tcp://a:1,tcp://b:2", "(tcp://a:1,b:2)", "(tcp://a:1", "tcp://a:1)",
			"(tcp://a:1?password=geheim,tcp://b:2)", "(tcp://a:1?x=y,tcp://importer:geheim@b:2)", " " + PLAIN,
			PLAIN + "\n", PLAIN + "?password=ge heim", PLAIN + "?password=geheim)", "vm://0" })
	void newWhenItIsNoUrlOfABrokerSaysSoWithoutIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new BrokerUrl(text))
			.withMessage("--broker-url is not the URL of a broker; it takes one like tcp://host:61616?user=importer.");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "tcp://importer:geheim@mq:61616", "tcp://geheim@mq", "(tcp://importer:geheim@a:1,tcp://b:2)",
					"(tcp://a:1,tcp://importer:geheim@b:2)?ha=true", "tcp://a:1#tcp://importer:geheim@b:2" })
	void newWhenAUserStandsBeforeTheHostSaysWhereItBelongs(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new BrokerUrl(text))
			.withMessageStartingWith("--broker-url has a user or a password before its host")
			.withMessageNotContaining("geheim");
	}

	@ParameterizedTest
	@ValueSource(strings = { "password=geheim%", "password=%zzgeheim", "user=%4", "a%=b" })
	void newWhenAParameterCannotBeDecodedSaysSoWithoutIt(String parameter) {
		assertThatIllegalArgumentException().isThrownBy(() -> new BrokerUrl(PLAIN + "?" + parameter))
			.withMessageStartingWith("--broker-url has a parameter with a %")
			.withMessageNotContaining("geheim");
	}

	@Test
	void propertiesDoNotShowAPassword() {
		assertThat(new RemoteProperties(true, PLAIN + "?password=geheim"))
			.hasToString("RemoteProperties[distributed=true, brokerUrl=" + PLAIN + "]");
		assertThat(new RemoteProperties(false, null))
			.hasToString("RemoteProperties[distributed=false, brokerUrl=null]");
	}

}
