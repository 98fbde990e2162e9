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
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.tf.OpensANetwork;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;

/** Z-stacks through the commands, on networks of {@code scripts/reference/volumes.py}. */
class VolumeCommandsTest {

	private static final int WIDTH = 12;
	private static final int HEIGHT = 16;
	private static final int DEPTH = 6;
	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private static Path folder;

	@BeforeAll
	static void save() throws IOException {
		for (final String name : new String[] { "classifier", "any-size", "unet" }) {
			Files.createDirectories(folder.resolve(name));
			Files.write(folder.resolve(name).resolve("network.pb"), resource(name + ".pb"));
			Files.writeString(folder.resolve(name).resolve("gradiscope.yaml"), """
				input:
				  axes: bzyxc
				  range: [0, 1]
				""");
		}
	}

	private static byte[] resource(final String name) throws IOException {
		try (InputStream in = OpensANetwork.class.getResourceAsStream("volumes/" + name)) {
			return in.readAllBytes();
		}
	}

	private static CommandModule run(final Class<? extends Command> command, final String network,
		final Object... values) throws Exception {
		return COMMANDS.run(command, Map.of("model", folder.resolve(network).toString()), values);
	}

	private static ImagePlus run(final Class<? extends Command> command, final String network,
		final ImagePlus input, final Object... values) throws Exception {
		final Object[] all = new Object[values.length + 2];
		all[0] = "input";
		all[1] = input;
		System.arraycopy(values, 0, all, 2, values.length);
		return (ImagePlus) run(command, network, all).getOutput("output");
	}

	/** The input of the reference figures in the first volume, times a factor in the others. */
	private static ImagePlus stack(final int channels, final int depth, final int frames) {
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int t = 0; t < frames; t++)
			for (int z = 0; z < depth; z++)
				for (int c = 0; c < channels; c++) {
					final FloatProcessor plane = new FloatProcessor(WIDTH, HEIGHT);
					for (int i = 0; i < WIDTH * HEIGHT; i++)
						plane.setf(i, (z * WIDTH * HEIGHT + i) * 37 % 101 / 101f / (1 + c + 2 * t));
					stack.addSlice("c" + c + " z" + z + " t" + t, plane);
				}
		final ImagePlus image = new ImagePlus("stack.tif", stack);
		image.setDimensions(channels, depth, frames);
		image.setOpenAsHyperStack(true);
		image.setDisplayRange(0, 1);
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.5;
		image.getCalibration().pixelDepth = 2.5;
		image.getCalibration().setUnit("um");
		return image;
	}

	private static ImagePlus bytes() {
		final ImagePlus floats = stack(1, DEPTH, 1);
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int z = 1; z <= DEPTH; z++) {
			final ByteProcessor plane = new ByteProcessor(WIDTH, HEIGHT);
			for (int i = 0; i < WIDTH * HEIGHT; i++)
				plane.set(i, 50 + Math.round(150 * floats.getStack().getProcessor(z).getf(i)));
			stack.addSlice(plane);
		}
		final ImagePlus image = new ImagePlus("bytes.tif", stack);
		image.setCalibration(floats.getCalibration());
		return image;
	}

	private static void assertSameVoxels(final ImagePlus input, final ImagePlus output) {
		assertEquals(2.5, output.getCalibration().pixelDepth);
		assertEquals(0.5, output.getCalibration().pixelWidth);
		assertEquals(input.getCalibration().getUnit(), output.getCalibration().getUnit());
		assertArrayEquals(input.getDimensions(), output.getDimensions());
	}

	@Test
	void aVolumeIsClassifiedAsInPython() throws Exception {
		final String[] expected = new String(resource("classifier.txt"), StandardCharsets.UTF_8).lines()
			.toList().get(1).split(" ");
		final ResultsTable table =
			(ResultsTable) run(Classify.class, "classifier", "input", stack(1, DEPTH, 2), "chart", false)
				.getOutput("table");
		assertEquals(6, table.size(), "three classes of two volumes");
		assertEquals(1, table.getValue("slice", 0));
		assertEquals(1 + DEPTH, table.getValue("slice", 3));
		for (int row = 0; row < 3; row++)
			assertEquals(Double.parseDouble(expected[(int) table.getValue("index", row)]),
				table.getValue("probability", row), 1e-5);
	}

	@Test
	void onlyTheVolumeThatIsShown() throws Exception {
		final ImagePlus image = stack(1, DEPTH, 2);
		image.setPosition(1, 3, 2);
		final ResultsTable table = (ResultsTable) run(Classify.class, "classifier", "input", image,
			"chart", false, "slices", "current", "top", 1).getOutput("table");
		assertEquals(1, table.size());
		assertEquals(1 + DEPTH, table.getValue("slice", 0));
	}

	/** Each channel is a volume of its own, and its map lies in its own planes. */
	@Test
	void theGradientLiesOnTheVoxels() throws Exception {
		final ImagePlus image = stack(2, DEPTH, 2);
		final ImagePlus map = run(SaliencyMap.class, "classifier", image, "method", "gradient",
			"target", "1", "view", "map");
		assertSameVoxels(image, map);
		try (Network network =
			Engine.load().open(ModelStore.find(folder.resolve("classifier").toString()))) {
			final ShownImage shown = ShownImage.of(image).asVolumes();
			assertArrayEquals(new int[] { 1, 2, 13, 14 }, shown.items());
			for (final int item : shown.items()) {
				final Pixels volume = shown.read(item, org.gradiscope.imagej.Region.whole(image));
				final float[] gradient = network.evaluate(volume, Objectives.logit(1)).gradient().data();
				for (int i = 0; i < gradient.length; i++)
					assertEquals(gradient[i], map.getStack()
						.getProcessor(shown.planes(item)[i / (WIDTH * HEIGHT)]).getf(i % (WIDTH * HEIGHT)),
						1e-6);
			}
		}
	}

	@Test
	void eachSpatialMethodGivesAStack() throws Exception {
		final ImagePlus image = bytes();
		for (final String method : new String[] { "smoothgrad", "grad-cam", "score-cam", "occlusion",
			"rise", "integrated-gradients", "guided-grad-cam", "layer-cam" }) {
			final ImagePlus map = run(SaliencyMap.class, "classifier", image, "method", method, "samples",
				3, "steps", 4, "masks", 20, "grid", 3, "view", "magnitude");
			assertSameVoxels(image, map);
			double sum = 0;
			for (int z = 1; z <= DEPTH; z++)
				sum += map.getStack().getProcessor(z).getStatistics().max;
			assertTrue(sum > 0, method);
		}
	}

	@Test
	void anOverlayHasAMapOnEachPlane() throws Exception {
		final ImagePlus image = bytes();
		final ImagePlus shown =
			run(SaliencyMap.class, "classifier", image, "method", "gradient", "colourbar", false);
		assertSameVoxels(image, shown);
		final Overlay overlay = shown.getOverlay();
		for (int z = 1; z <= DEPTH; z++) {
			final int at = z;
			assertEquals(1, java.util.Arrays.stream(overlay.toArray())
				.filter(roi -> "saliency".equals(roi.getName()) && roi.getPosition() == at).count());
		}
	}

	@Test
	void severalMethodsAreVolumesOneAfterTheOther() throws Exception {
		final ImagePlus image = bytes();
		final ImagePlus both = run(SaliencyMap.class, "classifier", image, "compare",
			"gradient, grad-cam", "view", "overlay", "colourbar", false);
		assertArrayEquals(new int[] { WIDTH, HEIGHT, 1, DEPTH, 2 }, both.getDimensions());
		assertTrue(both.getStack().getSliceLabel(DEPTH + 1).startsWith("grad-cam"));
		assertEquals(1, java.util.Arrays.stream(both.getOverlay().toArray()).filter(
			roi -> "saliency".equals(roi.getName()) && roi.getZPosition() == 3 && roi.getTPosition() == 2)
			.count());
	}

	@Test
	void aRegionOfAVolumeThatComesOut() throws Exception {
		final ImagePlus image = stack(1, 4, 1);
		image.setRoi(new Roi(2, 3, 4, 5));
		final ImagePlus map = run(SaliencyMap.class, "unet", image, "method", "gradient", "target",
			"region/1", "view", "magnitude");
		image.deleteRoi();
		assertSameVoxels(image, map);
		assertTrue(map.getStack().getProcessor(2).getf(3, 4) != 0);
	}

	@Test
	void activationsAreStacksOfTheLayersPlanes() throws Exception {
		final ImagePlus image = bytes();
		final ImagePlus stack =
			run(Activations.class, "classifier", image, "layers", "last", "view", "stack");
		assertArrayEquals(new int[] { 3, 4, 6, DEPTH, 1 }, stack.getDimensions());
		assertEquals(2.5, stack.getCalibration().pixelDepth);
		assertEquals(2, stack.getCalibration().pixelWidth, "4 pixels of 0.5");
		final ImagePlus montage =
			run(Activations.class, "classifier", image, "layers", "last", "view", "montage");
		assertEquals(DEPTH, montage.getStackSize());
		final ImagePlus overlay =
			run(Activations.class, "classifier", image, "layers", "last", "view", "overlay");
		assertSameVoxels(image, overlay);
	}

	@Test
	void aDreamIsAVolumeThatAnswersMore() throws Exception {
		final ImagePlus image = bytes();
		image.setRoi(new Roi(0, 0, WIDTH, HEIGHT));
		final ImagePlus dream = run(DeepDream.class, "any-size", image, "layers", "last", "octaves", 2,
			"steps", 4, "jitter", 1, "stepsize", 4);
		assertSameVoxels(image, dream);
		assertEquals(8, dream.getBitDepth());
		assertTrue(dream.getInfoProperty().contains("[9x11x4, 12x16x6]"), dream.getInfoProperty());
		try (Network network =
			Engine.load().open(ModelStore.find(folder.resolve("any-size").toString()))) {
			final float before =
				network.values(ShownImage.of(image).asVolumes().read(), Objectives.layer("last"))[0];
			final float after =
				network.values(ShownImage.of(dream).asVolumes().read(), Objectives.layer("last"))[0];
			assertTrue(after > 1.2 * before, before + " to " + after);
		}
	}

	@Test
	void aPerturbedVolumeIsOneForTheFile() throws Exception {
		final ImagePlus image = bytes();
		image.setRoi(new Roi(1, 2, 9, 12));
		final CommandModule module = run(AdversarialPerturbation.class, "classifier", "input", image,
			"method", "pgd", "epsilon", "60", "steps", 20, "within", "selection", "pictures", "all");
		final ImagePlus perturbed = (ImagePlus) module.getOutput("output");
		image.deleteRoi();
		assertSameVoxels(image, perturbed);
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(1, table.size(), "one volume");
		int inside = 0;
		for (int z = 1; z <= DEPTH; z++)
			for (int y = 0; y < HEIGHT; y++)
				for (int x = 0; x < WIDTH; x++) {
					final int change = Math.abs(perturbed.getStack().getProcessor(z).get(x, y) -
						image.getStack().getProcessor(z).get(x, y));
					assertTrue(change <= 60);
					if (x < 1 || x >= 10 || y < 2 || y >= 14) assertEquals(0, change);
					else if (change > 0) inside++;
				}
		assertTrue(inside > 300, inside + " of 648 changed");
		assertSameVoxels(image, (ImagePlus) module.getOutput("difference"));
		final ResultsTable again =
			(ResultsTable) run(Classify.class, "classifier", "input", perturbed, "chart", false, "top", 1)
				.getOutput("table");
		assertNotEquals("", again.getStringValue("label", 0));
	}

	@Test
	void whatIsNoVolumeIsRefusedInOneLine() throws Exception {
		final ImagePlus plane = new ImagePlus("plane.tif", new ByteProcessor(WIDTH, HEIGHT));
		assertEquals("The network takes volumes, but plane.tif has one slice; open a z-stack.",
			QuietCommands.error(() -> run(Classify.class, "classifier", "input", plane)));
		final ImagePlus frames = bytes();
		frames.setDimensions(1, 1, DEPTH);
		assertTrue(QuietCommands.error(() -> run(Classify.class, "classifier", "input", frames))
			.contains("6 frames; where these are slices, say so (Image > Properties...)"));
		assertTrue(QuietCommands.error(() -> run(FeatureVisualization.class, "classifier"))
			.contains("takes volumes, which Feature Visualization does not work with yet"));
		assertTrue(
			QuietCommands.error(() -> run(DeepDream.class, "any-size", "input", bytes(), "frames", 3))
				.contains("A film is of pictures"));
	}
}
