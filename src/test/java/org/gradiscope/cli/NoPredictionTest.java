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

package org.gradiscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.command.GradiscopeService;
import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Model;
import org.gradiscope.testing.BrightnessEngine;
import org.gradiscope.testing.SampleImages;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a network says nothing of an image: it outputs an image, and then all goes on; or it fails. */
class NoPredictionTest {

	private static final String ROOM =
		"To run brightness on an image of 40x40 pixels takes about 9.0 " +
			"GB of memory, but 4.0 GB are free; select a part of the image, scale it down, or free some memory.";

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@TempDir
	private Path folder;

	private int run(final Class<? extends GradiscopeService> service, final Object... words) {
		return new Main(service, new PrintStream(out), new PrintStream(err))
			.run(Stream.of(words).map(Object::toString).toList());
	}

	/** Nothing but that line, beside what is said of every network of which no range is known. */
	private void failsBy(final String line) {
		final List<String> lines = err.toString().lines()
			.filter(said -> !said.startsWith("gradiscope: Nothing says what value range ")).toList();
		assertEquals(List.of("gradiscope: " + line), lines);
		assertFalse(Files.exists(folder.resolve("result.tif")));
	}

	private Path image(final int side) throws IOException {
		final ImagePlus image = SampleImages.of("8-bit");
		image.setProcessor(image.getProcessor().resize(side, side));
		return Files.write(folder.resolve("image.tif"), new FileSaver(image).serialize());
	}

	private int failing(final Class<? extends GradiscopeService> service, final String command,
		final Object model, final Path image) {
		return run(service, command, "model=" + model, "input=" + image,
			"output=" + folder.resolve("result.tif"));
	}

	@ParameterizedTest
	@ValueSource(
		strings = { "saliency-map", "deep-dream", "activations", "adversarial-perturbation" })
	void ofAnImageThatIsTooSmall(final String command) throws IOException {
		assertEquals(1, failing(DefaultGradiscopeService.class, command, "micropatterns", image(2)));
		failsBy(
			"The image is too small for micropatterns: 2x2 pixels were given, but it takes images " +
				"from 32x32 up; give a larger one.");
	}

	@ParameterizedTest
	@ValueSource(
		strings = { "saliency-map", "deep-dream", "activations", "adversarial-perturbation" })
	void ofANetworkThatLacksItsSecondInput(final String command) {
		assertEquals(1, failing(DefaultGradiscopeService.class, command,
			SharedFiles.networkCase("two-inputs"), SharedFiles.caseOf("rgb.png")));
		failsBy(
			"The network two-inputs takes the input 'meta' besides the image, 4 numbers, but nothing " +
				"is given to it; give it as 'alsoinput' (numbers with commas, one number for all, a file of " +
				"numbers, or an image), or as 'also-input' in gradiscope.yaml.");
	}

	/** All but the prediction would go well here. */
	@ParameterizedTest
	@ValueSource(strings = { "saliency-map target=dark", "deep-dream layers=units",
		"activations layers=units", "adversarial-perturbation" })
	void whereMemoryIsShort(final String command) throws IOException {
		final Stream<String> words = Stream.concat(Stream.of(command.split(" ")), Stream
			.of("model=brightness", "input=" + image(40), "output=" + folder.resolve("result.tif")));
		assertEquals(1, run(ShortOfMemory.class, words.toArray()));
		failsBy(ROOM);
	}

	@ParameterizedTest
	@CsvSource({ "saliency-map,target=region/1", "deep-dream,steps=1", "activations,view=stack",
		"adversarial-perturbation,target=region-change" })
	void aNetworkOfPicturesNeedsNone(final String command, final String key) {
		final Path result = folder.resolve("result.tif");
		assertEquals(0, run(DefaultGradiscopeService.class, command, key,
			"model=" + SharedFiles.networkCase("log-softmax-picture"),
			"input=" + SharedFiles.networkCase("log-softmax-picture-selection.tif"), "output=" + result),
			err.toString());
		final String recipe = IJ.openImage(result.toString()).getInfoProperty();
		assertTrue(
			recipe.contains("no prediction of slice 1: the network outputs an image, not classes"),
			recipe);
	}

	/** Lends the network that knows dark from bright, but cannot ask it for its classes. */
	public static class ShortOfMemory extends DefaultGradiscopeService {

		@Override
		protected Model find(final String name) {
			return BrightnessEngine.MODEL;
		}

		@Override
		protected Engine loadEngine() {
			final Engine engine = new BrightnessEngine();
			return new Engine() {

				@Override
				public Network open(final Model model) {
					return cramped(engine.open(model));
				}

				@Override
				public Model create(final Architecture architecture, final String name, final long seed) {
					return engine.create(architecture, name, seed);
				}
			};
		}

		private static Network cramped(final Network network) {
			return (Network) Proxy.newProxyInstance(Network.class.getClassLoader(),
				new Class<?>[] { Network.class }, (proxy, method, given) -> {
					if (given != null && given[0] instanceof final Query query &&
						query.fetches().equals(Set.of(Fetch.SCORES))) throw new EngineException(ROOM);
					try {
						return method.invoke(network, given);
					}
					catch (final InvocationTargetException e) {
						throw e.getCause();
					}
				});
		}
	}
}
