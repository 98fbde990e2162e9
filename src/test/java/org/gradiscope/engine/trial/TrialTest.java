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

package org.gradiscope.engine.trial;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.model.store.TrialRecord;
import org.gradiscope.testing.SharedFiles;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is tried, what is remembered, and what is said of those that crash, hang or are refused. */
class TrialTest {

	private static final Engine ENGINE = Engine.load();
	private static final String DESCRIPTION =
		"input: {channels: grey, range: [0, 1], minimum-size: " + "[4, 4]}\n";

	/** Written once: a graph made anew has its attributes in another order. */
	private static final byte[] TINY = ((ModelSource.Graph) TinyNetworks.networkN().source()).bytes();

	@TempDir
	private Path folder;

	private final List<String> remarks = new ArrayList<>();
	private final List<String> reports = new ArrayList<>();

	@AfterEach
	void asItWas() {
		System.clearProperty(Trial.TrialSettings.PROPERTY);
	}

	private final Progress progress = new Progress() {

		@Override
		public boolean isCanceled() {
			return false;
		}

		@Override
		public void report(final int done, final int total, final String text) {
			reports.add(text);
		}
	};

	private void require(final Path model) {
		require(model, progress);
	}

	private void require(final Path model, final Progress watcher) {
		Trial.require(model.toString(), ModelStore.find(model.toString()), ENGINE, watcher,
			remarks::add, new TrialRecord(folder.resolve("tried")));
	}

	private Path tiny(final String name) throws IOException {
		final Path model = Files.createDirectories(folder.resolve(name)).resolve(name + ".pb");
		Files.write(model, TINY);
		Files.writeString(model.resolveSibling("gradiscope.yaml"), DESCRIPTION);
		return model.getParent();
	}

	private List<Path> kept() throws IOException {
		final Path tried = folder.resolve("tried");
		if (!Files.exists(tried)) return List.of();
		try (Stream<Path> all = Files.list(tried)) {
			return all.toList();
		}
	}

	@Test
	void aStrangerIsTriedOnceUnderAnyName() throws IOException {
		require(tiny("first"));
		assertEquals(1, reports.size());
		assertTrue(reports.get(0).contains("first"), reports.get(0));
		assertEquals(1, kept().size());
		require(tiny("first"));
		require(tiny("renamed"));
		assertEquals(1, reports.size(), reports.toString());
		assertEquals(List.of(), remarks);
	}

	@Test
	void whatIsSaidBesideTheGraphSteersWhatIsRunAndSoIsTriedAnew() throws IOException {
		final Path model = tiny("described");
		final String before = TrialRecord.key(ModelStore.find(model.toString()));
		assertEquals(before, TrialRecord.key(ModelStore.find(model.toString())));
		Files.writeString(model.resolve("gradiscope.yaml"), DESCRIPTION.replace("4, 4", "5, 4"));
		assertFalse(before.equals(TrialRecord.key(ModelStore.find(model.toString()))));
	}

	@Test
	void theEmbeddedNetworkNeedsNone() {
		require(Path.of(ModelStore.EMBEDDED));
		assertEquals(List.of(), reports);
	}

	@Test
	void noneIsTriedWhereThatIsSet() throws IOException {
		System.setProperty(Trial.TrialSettings.PROPERTY, "false");
		require(tiny("trusted"));
		assertEquals(List.of(), reports);
		assertEquals(List.of(), kept());
	}

	@ParameterizedTest
	@ValueSource(strings = { "variant-const-abort.pb", "gather-batch_dims-abort.pb",
		"depthtospace-segv.pb", "checkpoint-footer_self" })
	void whatBringsTensorFlowDownIsOneLineHere(final String name) throws IOException {
		final Path model = SharedFiles.hostile(name);
		final String line = assertThrows(EngineException.class, () -> require(model)).getMessage();
		assertTrue(line.length() < 500 && line.lines().count() == 1, line);
		assertEquals(List.of(), kept());
	}

	@Test
	void whoCancelsWaitsNoLonger() throws IOException {
		final Path model = tiny("canceled");
		assertThrows(CancellationException.class, () -> require(model, () -> true));
		assertEquals(List.of(), kept());
		assertDoesNotThrow(() -> require(model));
	}

	@Test
	void aRefusalIsTheEnginesOwn() throws IOException {
		final Path model = Files.writeString(folder.resolve("text.pb"), "This is no graph.");
		final String here =
			assertThrows(EngineException.class, () -> ENGINE.open(ModelStore.find(model.toString())))
				.getMessage();
		assertEquals(here, assertThrows(EngineException.class, () -> require(model)).getMessage());
	}
}
