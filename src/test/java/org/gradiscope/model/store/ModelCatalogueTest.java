/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.model.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every entry says what it is and whom it trusts; counts are pinned. */
class ModelCatalogueTest {

	private static final Path NOWHERE = Path.of("nowhere");

	@TempDir
	private Path folder;

	static List<CatalogueEntry> entries() {
		return ModelCatalogue.load(NOWHERE).entries();
	}

	@Test
	void thereAreNineNetworks() {
		assertEquals(
			List.of("micropatterns", "micropatterns-robust", "inception-v1", "mobilenet-v1",
				"mobilenet-v2", "inception-v3", "resnet-50", "vgg-16", "vgg-19"),
			entries().stream().map(CatalogueEntry::name).toList());
		assertEquals(List.of("inception-v1", "mobilenet-v1"),
			entries().stream().filter(e -> e.origin().isPresent() && e.origin().get().isVerified())
				.map(CatalogueEntry::name).toList());
	}

	@ParameterizedTest
	@MethodSource("entries")
	void eachIsExplained(final CatalogueEntry entry) {
		assertTrue(entry.description().matches("[A-Z].{20,}[^.]\\.?"), entry.description());
		assertTrue(Set.of("Apache-2.0", "BSD-2-Clause", "CC-BY-4.0").contains(entry.licence()));
		assertTrue(entry.homepage().startsWith("https://"));
		assertEquals(ModelStore.isEmbedded(entry.name()), entry.tried());
		assertEquals(entry.origin().isEmpty(), !entry.remedy().isEmpty());
	}

	@ParameterizedTest
	@MethodSource("entries")
	void aChecksumIsCitedAndAnAddressEncrypted(final CatalogueEntry entry) {
		if (entry.origin().isEmpty()) return;
		final CatalogueEntry.Origin origin = entry.origin().get();
		assertEquals("https", origin.address().getScheme());
		assertTrue(origin.size() > 10_000_000);
		assertEquals(origin.isVerified(), origin.sha256().matches("[0-9a-f]{64}"));
		assertEquals(origin.isVerified(), origin.verifiedBy().startsWith("tensorflow/tensorflow, "));
	}

	@ParameterizedTest
	@MethodSource("entries")
	void descriptorsHaveTheKeysOfTheFile(final CatalogueEntry entry) {
		if (entry.origin().isEmpty()) return;
		assertTrue(Set.of("input", "output", "auto").containsAll(entry.descriptor().keySet()));
		final Map<?, ?> input = (Map<?, ?>) entry.descriptor().get("input");
		assertTrue(Set.of("tensor", "channels", "range", "mean", "size").containsAll(input.keySet()));
	}

	private ModelCatalogue own(final String yaml) throws IOException {
		Files.writeString(folder.resolve(ModelCatalogue.FILE), yaml);
		return ModelCatalogue.load(folder);
	}

	@Test
	void aUsersOwnEntriesWin() throws IOException {
		final ModelCatalogue catalogue = own("""
			- {name: mine, description: Mine., licence: MIT, address: 'https://a.org/x.zip'}
			- {name: vgg-16, description: Better., licence: MIT, address: 'http://a.org/vgg.zip',
			   sha256: %s, verified-by: a.org, size: 12345678, graph: ./a/b.pb}
			""".formatted("AB".repeat(32)));
		assertEquals(10, catalogue.entries().size());
		assertFalse(catalogue.get(" Mine").origin().get().isVerified());
		final CatalogueEntry vgg = catalogue.get("VGG-16");
		assertEquals("ab".repeat(32), vgg.origin().get().sha256());
		assertEquals("a/b.pb", vgg.graph());
		assertEquals("vgg-16 (12.3 MB, licence MIT) from http://a.org/vgg.zip", vgg.terms());
	}

	@Test
	void anUnknownNameListsTheNearest() {
		final ModelCatalogue catalogue = ModelCatalogue.load(NOWHERE);
		assertTrue(assertThrows(ModelException.class, () -> catalogue.get("vgg")).getMessage().contains(
			"There is no network 'vgg' in the catalogue; it has micropatterns, micropatterns-robust"));
		assertTrue(catalogue.find("vgg").isEmpty());
	}

	@Test
	void anEmptyFileOfOnesOwnIsFine() throws IOException {
		assertEquals(9, own("# nothing yet\n").entries().size());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"hello | is a list of entries", //
		"- hello | each entry is a mapping", //
		"- {name: a, name: b} | cannot be read as YAML", //
		"- {name: 'A b', description: x, licence: y, address: 'https://a/b'} | the name 'A b'", //
		"- {name: ../a, description: x, licence: y, address: 'https://a/b'} | the name '../a'", //
		"- {name: pins.yaml, description: x, licence: y, remedy: z} | the name 'pins.yaml'", //
		"- {name: a, licence: y, address: 'https://a/b'} | 'a' has no 'description'", //
		"- {name: a, description: x, address: 'https://a/b'} | has no 'licence'", //
		"- {name: a, description: x, licence: y} | has no 'remedy'", //
		"- {name: a, description: x, licence: y, address: 'file:///a'} | begins with https://", //
		"- {name: a, description: x, licence: y, address: 'a b'} | begins with https://", //
		"- {name: a, description: x, licence: y, address: 'https://a/b', sha256: ab} | 64 hexa", //
		"- {name: a, description: x, licence: y, address: 'https://a/b', size: big} | of bytes", //
		"- {name: a, description: x, licence: y, address: 'https://a/b', size: -1} | of bytes", //
		"- {name: a, description: x, licence: y, address: 'https://a/b', graph: ../b} | leads out", //
		"- {name: a, description: x, licence: y, address: 'https://a/b', labels: /b} | absolute", //
		"- {name: a, description: x, licence: y, address: 'https://a/b', tried: 7} | true or false", //
		"- {name: a, description: x, licence: y, address: 'https://a/b', sha: 7} | the key 'sha'", //
		"- {name: a, description: x, licence: y, address: 'https://a/b', descriptor: 7} | a mapping",
		"- {name: a, description: x, licence: y, address: 'https://a/b', descriptor: {name: z}} | 'name' in its",
		"- {name: a, description: x, licence: y, address: 'https://a/b', descriptor: {graph: z}} | 'graph' in its",
		"- {name: a, description: x, licence: y, address: 'https://a/b', descriptor: {sha256: z}} | 'sha256' in its",
		"- {name: unpacked, description: x, licence: y, remedy: z} | folder of unpacked archives",
		"- !!java.net.URL ['https://a'] | cannot be read as YAML" })
	void whatIsWrongIsNamed(final String yaml, final String expected) {
		final String message = assertThrows(ModelException.class, () -> own(yaml)).getMessage();
		assertTrue(message.contains(expected), message);
		assertTrue(message.contains(ModelCatalogue.FILE) && !message.contains("\n"), message);
	}

	@Test
	void aChecksumWithoutItsSourceIsRefused() {
		assertTrue(assertThrows(ModelException.class,
			() -> own("- {name: a, description: x, licence: y, address: 'https://a/b', sha256: " +
				"0".repeat(64).replace('0', 'a') + "}"))
			.getMessage().contains("has no 'verified-by'"));
	}
}
