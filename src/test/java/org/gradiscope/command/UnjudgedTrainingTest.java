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
package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.FailingService;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandModule;

/** What was learnt is not lost where the attacks that judge it do not end. */
class UnjudgedTrainingTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.of(FailingService.class);

	@TempDir
	private Path folder;

	private CommandModule run(final Class<? extends TrainingCommand> type, final String save)
		throws Exception {
		final Map<String, Object> inputs =
			new HashMap<>(Map.of("input", TrainingDrawings.of(2, 1, Pattern.NUCLEI, Pattern.GRID),
				"epochs", 1, "batch", 2, "save", folder.resolve(save).toString()));
		if (type == TrainSubstitute.class) inputs.putAll(Map.of("rounds", 1, "epsilons", "8"));
		else inputs.putAll(Map.of("passes", 1, "queries", 2));
		if (type == TrainDenoiser.class) inputs.putAll(Map.of("levels", 1, "channels", 2));
		return COMMANDS.run(type, inputs);
	}

	/** The last question before the network is saved is one of the attacks. */
	private void requireKept(final Class<? extends TrainingCommand> type,
		final Supplier<RuntimeException> failure) throws Exception {
		FailingService.neverFail();
		run(type, "whole");
		FailingService.fail(FailingService.askedBeforeSaving(), failure);
		final CommandModule module = run(type, "kept");
		assertFalse(module.isCanceled());
		assertArrayEquals(TrainingDrawings.graph(folder.resolve("whole")),
			TrainingDrawings.graph(folder.resolve("kept")));
		assertTrue(
			descriptor("whole").contains("held-out: {") || descriptor("whole").contains("interval:"),
			descriptor("whole"));
		if (type != TrainSubstitute.class)
			assertFalse(descriptor("kept").contains("interval:"), descriptor("kept"));
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(type == TrainDenoiser.class ? 0 : type == HardenNetwork.class ? 3 : 1,
			table.size(), "only what was measured before");
		assertNotNull(module.getOutput(type == TrainSubstitute.class ? "curve" : "curves"));
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of("kept", "whole"),
				files.map(file -> file.getFileName().toString()).sorted().toList());
		}
	}

	private String descriptor(final String name) throws IOException {
		return TrainingDrawings.yaml(folder.resolve(name));
	}

	@ParameterizedTest
	@ValueSource(classes = { HardenNetwork.class, TrainDenoiser.class, TrainSubstitute.class })
	void cancelingTheAttacksKeepsTheNetwork(final Class<? extends TrainingCommand> type)
		throws Exception {
		requireKept(type, () -> new CancellationException("enough"));
	}

	@ParameterizedTest
	@ValueSource(classes = { HardenNetwork.class, TrainDenoiser.class, TrainSubstitute.class })
	void anEngineThatFailsAtThemDoesToo(final Class<? extends TrainingCommand> type)
		throws Exception {
		requireKept(type, () -> new EngineException("There is no memory left."));
	}
}
