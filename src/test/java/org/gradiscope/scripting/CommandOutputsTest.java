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

package org.gradiscope.scripting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.command.AboutGradiscope;
import org.gradiscope.command.Activations;
import org.gradiscope.command.AdversarialPatch;
import org.gradiscope.command.AdversarialPerturbation;
import org.gradiscope.command.CheckModel;
import org.gradiscope.command.CheckPhotograph;
import org.gradiscope.command.CheckSaliency;
import org.gradiscope.command.Classify;
import org.gradiscope.command.DeepDream;
import org.gradiscope.command.DownloadModel;
import org.gradiscope.command.CompareNetworks;
import org.gradiscope.command.ExplainObjects;
import org.gradiscope.command.FeatureVisualization;
import org.gradiscope.command.FineTune;
import org.gradiscope.command.FoolingImage;
import org.gradiscope.command.GradiscopeHelp;
import org.gradiscope.command.HardenNetwork;
import org.gradiscope.command.Kernels;
import org.gradiscope.command.LossSurface;
import org.gradiscope.command.ModelInfo;
import org.gradiscope.command.RobustnessCurve;
import org.gradiscope.command.SaliencyMap;
import org.gradiscope.command.StartHere;
import org.gradiscope.command.StyleTransfer;
import org.gradiscope.command.TestConcept;
import org.gradiscope.command.Texture;
import org.gradiscope.command.TopPatches;
import org.gradiscope.command.TrainDenoiser;
import org.gradiscope.command.TrainSubstitute;
import org.gradiscope.command.TransferMatrix;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** What {@code CommandService.run} gives a script, by name: images by their titles, tables by their first columns. */
class CommandOutputsTest {

	private static Fiji fiji;

	@BeforeAll
	static void start() {
		fiji = new Fiji();
	}

	@AfterAll
	static void dispose() {
		fiji.close();
	}

	private static ImagePlus image() {
		final ImagePlus image = SampleImages.of("8-bit");
		image.setProcessor(image.getProcessor().resize(40, 36));
		return image;
	}

	static Stream<Arguments> calls() {
		return Stream.of( //
			call(Classify.class, Map.of("table", "slice, rank, label", "bars", "8-bit-classify"), "input",
				image(), "top", 3),
			call(ModelInfo.class, Map.of("table", "layer, operation, shape", "facts", "fact, value")),
			call(SaliencyMap.class, Map.of("output", "8-bit-gradient"), "input", image(), "method",
				"gradient", "target", "bacteria", "view", "map"),
			call(SaliencyMap.class,
				Map.of("output", "8-bit-saliency", "montage", "8-bit-saliency-montage"), "input", image(),
				"compare", "gradient, grad-cam"),
			call(CheckSaliency.class,
				Map.of("table", "slice, target, deletion", "layers", "slice, layer, random-layers",
					"curves", "8-bit-check-gradient", "similarity", "8-bit-check-gradient-similarity"),
				"input", image(), "method", "gradient", "cascade", 2, "curvesteps", 2, "changes", 2),
			call(CompareNetworks.class,
				Map.of("output", "8-bit-networks", "table", "slice, network, target", "montage",
					"8-bit-networks-montage"),
				"input", image(), "against", "micropatterns-robust", "method", "gradient"),
			call(ExplainObjects.class,
				Map.of("output", "8-bit-objects", "table", "slice, object, value", "bars",
					"8-bit-objects-bars", "pairs", "slice, object, with"),
				"input", image(), "objects", "grid", "pieces", 4, "interactions", true),
			call(FeatureVisualization.class, Map.of("output", "micropatterns-conv3-5"), "layer", "conv3",
				"channel", "5", "size", 32, "steps", 2),
			call(Kernels.class, Map.of("output", "micropatterns-conv1-kernels")),
			call(Activations.class,
				Map.of("output", "8-bit-activations", "table", "slice, layer, operation"), "input",
				image()),
			call(Activations.class,
				Map.of("output", "mine-conv1", "others", "{conv3=mine-conv3}", "table",
					"slice, layer, operation"),
				"input", image(), "layers", "conv1, conv3", "title", "mine"),
			call(FoolingImage.class,
				Map.of("output", "micropatterns-nuclei-fooling", "table", "slice, rank, label"), "target",
				"nuclei", "size", "32", "steps", 2),
			call(FoolingImage.class,
				Map.of("output", "micropatterns-fooling", "montage", "micropatterns-fooling-montage",
					"table", "slice, rank, label"),
				"target", "grid; haze", "method", "evolution", "size", "32", "generations", 1),
			call(DeepDream.class, Map.of("output", "mine"), "input", image(), "octavescale", 1.5, "steps",
				2, "title", "mine"),
			call(StyleTransfer.class, Map.of("output", "8-bit-style-transfer"), "input", image(), "style",
				"test-images/nuclei-8bit.tif", "steps", 1),
			call(Texture.class, Map.of("output", "8-bit-texture"), "input", image(), "width", 32,
				"height", 32, "steps", 1),
			call(AdversarialPerturbation.class,
				Map.of("output", "8-bit-fgsm", "difference", "8-bit-fgsm-difference-x31", "table",
					"slice, success, success-unrounded"),
				"input", image(), "method", "fgsm", "epsilon", "4"),
			call(AdversarialPatch.class,
				Map.of("output", "spots-patch", "images", "spots-patch-images", "table",
					"patch, on, images"),
				"input", spots(), "steps", 1, "batch", 1),
			call(RobustnessCurve.class,
				Map.of("table", "method, epsilon, images", "curves", "8-bit-robustness"), "input", image(),
				"labels", "prediction", "methods", "fgsm", "epsilons", "0, 4"),
			call(TransferMatrix.class,
				Map.of("table", "source, target, images", "matrix", "8-bit-transfer"), "input", image(),
				"method", "fgsm", "models", "micropatterns;" + copy()),
			call(TestConcept.class,
				Map.of("table", "target, layer, images", "separators", "set, of, score", "direction",
					"channel, weight"),
				"input", selected(), "layer", "conv2", "sets", 2, "squares", 6),
			call(TopPatches.class, Map.of("output", "8-bit-top-patches", "table", "unit, rank, image"),
				"input", image(), "layer", "conv2", "channel", "all", "count", 2),
			call(CheckModel.class, Map.of("table", "rank, preprocessing, is"), "folder", "test-images"),
			call(CheckPhotograph.class,
				Map.of("output", "8-bit-straightened", "table", "slice, tilt, photograph-1"), "input",
				image(), "corners", "1,2; 38,1; 39,34; 2,35"),
			call(LossSurface.class,
				Map.of("table", "slice, class, loss", "space", "slice, directions, fooling", "loss",
					"8-bit-loss-surface", "plot", "8-bit-loss-surface-plot", "classes",
					"8-bit-loss-surface-classes"),
				"input", image(), "points", "5", "directions", 4),
			call(TrainSubstitute.class,
				Map.of("table", "round, images, queries", "transfer", "epsilon, images, fooled-substitute",
					"curve", "pairs-substitute"),
				"input", pairs(), "rounds", 1, "epochs", 1, "epsilons", "8", "save", fresh()),
			call(HardenNetwork.class,
				Map.of("table", "when, attack, epsilon", "transfer", "source, target, images", "curves",
					"pairs-hardened", "kernels", "pairs-hardened-kernels"),
				"input", pairs(), "method", "fgsm", "epochs", 1, "queries", 1, "save", fresh()),
			call(TrainDenoiser.class,
				Map.of("table", "judged, attack, made-on", "curves", "pairs-denoiser", "pictures",
					"pairs-denoiser-pictures"),
				"input", pairs(), "channels", 2, "epochs", 1, "queries", 1, "save", fresh()),
			call(FineTune.class,
				Map.of("table", "class, images, right", "confusion", "class, as grid, as nuclei", "curves",
					"pairs-fine-tuned"),
				"input", pairs(), "epochs", "1", "copies", 1, "save", fresh()),
			call(DownloadModel.class, Map.of("table", "name, size, licence"), "download", false),
			call(StartHere.class, Map.of("table", "fact, value", "sample", "gradiscope-sample")),
			call(GradiscopeHelp.class, Map.of("table", "fact, value")),
			call(AboutGradiscope.class, Map.of("table", "fact, value")));
	}

	/** Two slices with a selection. */
	private static ImagePlus selected() {
		final ImagePlus image = SampleImages.of("8-bit");
		image.setProcessor(image.getProcessor().resize(120, 48));
		image.setRoi(0, 0, 60, 48);
		return image;
	}

	private static ImagePlus spots() {
		final ImageStack stack = new ImageStack(32, 32);
		for (int slice = 0; slice < 2; slice++)
			stack.addSlice(new ByteProcessor(32, 32));
		final ImagePlus image = new ImagePlus("spots.tif", stack);
		image.setRoi(8, 8, 10, 10);
		return image;
	}

	/** Two slices of each of two classes. */
	private static ImagePlus pairs() {
		final ImageStack stack = new ImageStack(32, 32);
		for (final String name : new String[] { "nuclei 1", "nuclei 2", "grid 1", "grid 2" })
			stack.addSlice(name, new ByteProcessor(32, 32));
		return new ImagePlus("pairs.tif", stack);
	}

	/** The path of a folder that is not there yet. */
	private static String fresh() {
		try {
			return Files.createTempDirectory("trained").resolve("network").toString();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Path copy() {
		try {
			return Micropatterns.copy(Files.createTempDirectory("copy"));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Arguments call(final Class<? extends Command> command,
		final Map<String, String> outputs, final Object... inputs) {
		return arguments(command, outputs, inputs);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void outputsAreThereByName(final Class<? extends Command> command,
		final Map<String, String> expected, final Object[] inputs) throws Exception {
		final CommandModule module = fiji.run(command, inputs);
		final Map<String, String> outputs = new TreeMap<>();
		module.getOutputs().forEach((name, value) -> {
			if (value != null) outputs.put(name, described(value));
		});
		assertEquals(new TreeMap<>(expected), outputs);
	}

	private static String described(final Object output) {
		if (output instanceof Map<?, ?> several) return several.entrySet().stream()
			.collect(Collectors.toMap(Map.Entry::getKey, image -> described(image.getValue())))
			.toString();
		return output instanceof ImagePlus image ? image.getTitle()
			: Stream.of(((ResultsTable) output).getHeadings()).limit(3).collect(Collectors.joining(", "));
	}

	@Test
	void everyCommandIsCalled() {
		final Set<String> called =
			calls().map(call -> ((Class<?>) call.get()[0]).getName()).collect(Collectors.toSet());
		assertEquals(fiji.context().service(CommandService.class).getCommands().stream()
			.map(command -> command.getDelegateClassName())
			.filter(name -> name.startsWith("org.gradiscope.")).collect(Collectors.toSet()), called);
	}

	/** As scripts in Groovy and Jython and programs in Java see it. */
	@Test
	void failingCommandsThrowTheirOneLine() {
		final Exception e = assertThrows(ExecutionException.class,
			() -> fiji.run(SaliencyMap.class, "input", image(), "target", "cat"));
		Throwable cause = e;
		while (cause.getCause() != null)
			cause = cause.getCause();
		assertEquals(
			"There is no class 'cat'; the 12 classes are background, haze, nuclei, filaments, " +
				"membranes, puncta, vesicles, sarcomeres, neurites, bacteria, grid, tissue.",
			cause.getMessage());
	}
}
