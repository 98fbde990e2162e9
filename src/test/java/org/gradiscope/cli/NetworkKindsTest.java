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

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of network with each command, as the table of docs/models.md says it. */
@Tag("long")
class NetworkKindsTest {

	private static final Path PAGE = Path.of("docs", "models.md");
	private static final String HEAD = "| kind of network |";

	@TempDir
	private Path folder;

	/** What is called by one name in the table. */
	private enum Kind {
		DENSE("classes, grey", "gelu-erfc", grey(16, 16), ""),
		GROUPED("classes, colour, grouped convolutions", "grouped-convolution", rgb(32, 32), ""),
		CHANNELS("two channels of fluorescence", "two-channels", channels(64, 64, 2), ""),
		WHOLE_NUMBERS("bytes as input", "uint8-input", rgb(64, 64), ""),
		HALF("float16 weights and activations", "mixed-float16", rgb(64, 64), ""),
		TWO_INPUTS("an image and numbers", "two-inputs", rgb(64, 64), "alsoinput=1,2,3,4"),
		ZOO("BioImage Model Zoo, own grey levels", "zoo-float32-fixed-mean", grey(32, 32), ""),
		RECURRENT("time series, recurrent (LSTM)", "keras-lstm", grey(50, 3), ""),
		VOLUME("volumes, 3-D convolutions", "conv3d", volume(32, 32, 16), ""),
		PICTURE("pictures, a score per class and pixel", "log-softmax-picture", rgb(32, 32), ""),
		ANY_SIZE("pictures, any size (U-Net)", "any-size-unet", grey(70, 52), ""),
		STARDIST("pictures, several outputs (StarDist)", "stardist-like", grey(64, 48), ""),
		AUGMENTED("augmentation layers left in", "keras3-augmentation", grey(64, 64), "");

		private final String words;
		private final String network;
		private final ImagePlus image;
		private final String keys;

		Kind(final String words, final String network, final ImagePlus image, final String keys) {
			this.words = words;
			this.network = network;
			this.image = image;
			this.keys = keys;
		}

		boolean isOfPictures() {
			return words.startsWith("pictures");
		}
	}

	/** A command with the keys that networks of pictures need besides. */
	private record Column(String command, String ofPictures, String result) {}

	private static final List<Column> COLUMNS = List.of(new Column("model-info", "", "info.csv"),
		new Column("classify", "", "classes.csv"), new Column("activations", "", "activations.tif"),
		new Column("saliency-map", "target=region", "map.tif"),
		new Column("feature-visualization", "steps=3", "feature.tif"),
		new Column("deep-dream", "steps=2", "dream.tif"),
		new Column("adversarial-perturbation", "target=region-change", "perturbed.tif"));

	@Test
	void theTableSaysWhatWorks() throws IOException {
		final List<String> rows = new ArrayList<>();
		for (final Kind kind : Kind.values())
			rows.add("| " + kind.words + " | " +
				COLUMNS.stream().map(column -> works(kind, column)).collect(Collectors.joining(" | ")) +
				" |");
		final List<String> page;
		try (Stream<String> lines = Files.lines(PAGE)) {
			page = lines.dropWhile(line -> !line.startsWith(HEAD)).skip(2)
				.takeWhile(line -> line.startsWith("|")).toList();
		}
		assertEquals(String.join("\n", rows), String.join("\n", page));
	}

	private String works(final Kind kind, final Column column) {
		final Path image = folder.resolve(kind + ".tif");
		if (kind.isOfPictures()) kind.image.setRoi(new Roi(8, 8, 16, 16));
		new FileSaver(kind.image).saveAsTiff(image.toString());
		final ByteArrayOutputStream err = new ByteArrayOutputStream();
		final List<String> call =
			new ArrayList<>(List.of(column.command, "model=" + SharedFiles.networkCase(kind.network),
				"output=" + folder.resolve(kind + "-" + column.result)));
		if (!column.command.matches("model-info|feature-visualization")) call.add("input=" + image);
		Stream.of(kind.keys, kind.isOfPictures() ? column.ofPictures : "").filter(key -> !key.isEmpty())
			.forEach(call::add);
		final int status = new Main(DefaultGradiscopeService.class,
			new PrintStream(new ByteArrayOutputStream()), new PrintStream(err)).run(call);
		if (status != 0) System.out.println(kind + " " + column.command + ": " +
			err.toString().lines().reduce("", (before, line) -> line));
		return status == 0 ? "yes" : "no";
	}

	private static ImagePlus grey(final int width, final int height) {
		return shown(new ImagePlus("grey", noise(width, height, 1)));
	}

	private static ImagePlus rgb(final int width, final int height) {
		return shown(
			new ImagePlus("rgb", noise(width, height, 1).convertToByteProcessor().convertToRGB()));
	}

	private static ImagePlus volume(final int width, final int height, final int depth) {
		return stack(width, height, 1, depth);
	}

	private static ImagePlus channels(final int width, final int height, final int count) {
		return stack(width, height, count, 1);
	}

	private static ImagePlus stack(final int width, final int height, final int channels,
		final int slices) {
		final ImageStack stack = new ImageStack(width, height);
		for (int i = 1; i <= channels * slices; i++)
			stack.addSlice(noise(width, height, i));
		final ImagePlus image = new ImagePlus("stack", stack);
		image.setDimensions(channels, slices, 1);
		image.setOpenAsHyperStack(true);
		return shown(image);
	}

	private static ImagePlus shown(final ImagePlus image) {
		image.setDisplayRange(0, 1);
		return image;
	}

	private static ImageProcessor noise(final int width, final int height, final int seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final float[] values = new float[width * height];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextDouble();
		return new FloatProcessor(width, height, values);
	}
}
