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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bytedeco.javacpp.Loader;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineHost;
import org.gradiscope.engine.Network;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a graphics card, and what a network runs on. */
class GraphicsCardTest {

	@TempDir
	Path folder;
	private Path natives;

	@BeforeEach
	void home() {
		natives = folder.resolve("natives");
	}

	@Test
	void aCardThatAnswersHasNoFaultAndAName() {
		assertEquals(Optional.empty(), Cards.named("Card 9000").fault());
		assertEquals("GPU Card 9000", Cards.named("Card 9000").name());
	}

	@Test
	void whatIsWrongIsSaid() {
		assertEquals(Optional.of("NVIDIA's driver (libcuda.so.1) is missing"), Cards.none().fault());
		assertEquals(Optional.of("NVIDIA's driver answers with error 100"),
			Cards.told(100, 1, "").fault());
		assertEquals(Optional.of("NVIDIA's driver knows no card"), Cards.told(0, 0, "").fault());
		assertEquals("GPU", Cards.none().name());
	}

	/** The ones for the processor in the place of those for a card, since these find a card as little. */
	@Test
	void librariesThatFindNoCardRunOnTheProcessorAndSaySo() throws IOException, InterruptedException {
		final NativePlatform platform = NativePlatform.of(Loader.getPlatform());
		assumeTrue(platform.withCard().isPresent(), "there are none for a card on " + platform);
		final Path real = new TensorFlowLibraries(EngineHost.NONE).obtain();
		final Path card = Files.createDirectories(natives.resolve(platform.withCard().get().name()));
		for (final String library : platform.libraries())
			Files.createSymbolicLink(card.resolve(library), real.resolve(library));
		assertEquals("CPU (oneDNN on)|TensorFlow's libraries for a graphics card are in " + card +
			", but TensorFlow finds none that it can use, or misses CUDA or cuDNN; " +
			"the processor does the work (see docs/install.md).", runsOn("answers"));
		assertEquals("CPU (oneDNN on)|TensorFlow's libraries for a graphics card are in " + card +
			", but NVIDIA's driver (libcuda.so.1) is missing; " +
			"the processor does the work (see docs/install.md).", runsOn("none"));
	}

	private String runsOn(final String driver) throws IOException, InterruptedException {
		final Path errors = folder.resolve("err");
		final String classPath =
			Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
				.filter(p -> !p.contains(NativePlatform.ARTIFACT))
				.collect(Collectors.joining(File.pathSeparator));
		final ProcessBuilder builder =
			new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				classPath, "-Dgradiscope.natives=" + natives, Run.class.getName(), driver)
				.redirectOutput(folder.resolve("out").toFile()).redirectError(errors.toFile());
		builder.environment().remove(OneDnn.VARIABLE);
		builder.environment().remove(NativeSettings.LIBRARIES);
		assertEquals(0, builder.start().waitFor(), () -> errors.toString());
		return Files.readString(folder.resolve("out")).strip();
	}

	/** Prints what the built-in network runs on, and what is to be said of it, after a step. */
	static final class Run {

		private Run() {}

		public static void main(final String... arguments) {
			NativeLoader.load(EngineHost.NONE,
				arguments[0].equals("none") ? Cards.none() : Cards.named("Card"));
			try (Network network = Engine.load().open(ModelStore.find(ModelStore.EMBEDDED))) {
				assertTrue(Float.isFinite(network
					.evaluate(Images.noise(ValueRange.UNIT, 1, 1, 32, 32, 1), Objectives.logit(0)).value()));
				System.out.println(network.device() + "|" + network.device().remark().orElse("nothing"));
			}
		}
	}
}
