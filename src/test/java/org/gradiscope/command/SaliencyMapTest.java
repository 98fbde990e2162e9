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
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.gradiscope.attribution.AttributionMethods;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.command.CommandModule;

/** All methods through the command, on the embedded network. */
class SaliencyMapTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	/** Those whose numbers should add up to a difference of scores. */
	private static final Set<String> COMPLETE = Set.of("integrated-gradients",
		"blur-integrated-gradients", "guided-integrated-gradients", "gradient-shap", "deeplift");

	static Stream<String> methods() {
		return AttributionMethods.REGISTRY.names().stream();
	}

	private static ImagePlus nuclei() {
		return new ImagePlus("nuclei.tif", PixelType.RGB
			.processor(Micropatterns.draw(Pattern.NUCLEI, 48, 3).values()).convertToByte(false));
	}

	private static CommandModule run(final ImagePlus input, final Object... values) throws Exception {
		return COMMANDS.run(SaliencyMap.class,
			Map.of("input", input, "samples", 6, "steps", 6, "masks", 24, "window", "12"), values);
	}

	private static ImagePlus output(final ImagePlus input, final Object... values) throws Exception {
		return (ImagePlus) run(input, values).getOutput("output");
	}

	private static String error(final Object... values) {
		return QuietCommands.error(() -> run(nuclei(), values));
	}

	@ParameterizedTest
	@MethodSource("methods")
	void everyMethodMapsTheNucleiAndSaysHow(final String method) throws Exception {
		final ImagePlus map = output(nuclei(), "method", method, "view", "map");
		assertEquals("nuclei-" + method, map.getTitle());
		assertEquals(32, map.getBitDepth());
		assertTrue(map.getStatistics().max > 0 || map.getStatistics().min < 0);
		final String info = map.getInfoProperty();
		assertTrue(info.contains("method " + method + ": "), info);
		assertTrue(info.contains("objective of slice 1: mean(logits[2])"), info);
		assertEquals(COMPLETE.contains(method), info.contains("completeness gap"));
	}

	@Test
	void allMethodsStandSideBySide() throws Exception {
		final CommandModule module = run(nuclei(), "compare", "every");
		final ImagePlus stack = (ImagePlus) module.getOutput("output");
		assertEquals(AttributionMethods.REGISTRY.names().size(), stack.getStackSize());
		assertEquals("guided-backprop", stack.getStack().getSliceLabel(3));
		// A heat map, a colour bar of three parts, and what is explained.
		assertEquals(5 * stack.getStackSize(), stack.getOverlay().size());
		final ImagePlus montage = (ImagePlus) module.getOutput("montage");
		assertEquals("nuclei-saliency-montage", montage.getTitle());
		final int columns = (int) Math.ceil(Math.sqrt(stack.getStackSize()));
		assertEquals(8 + columns * (224 + 8), montage.getWidth());
		assertNotNull(montage.getInfoProperty());
		assertNull(run(nuclei()).getOutput("montage"));
	}

	@Test
	void severalTargetsGiveALabelledStack() throws Exception {
		final ImagePlus stack = output(nuclei(), "method", "gradient", "view", "map", "target",
			"nuclei; bacteria; top2-top1; conv3/5; conv3/5@4,3");
		assertEquals(5, stack.getStackSize());
		assertEquals("gradient, bacteria", stack.getStack().getSliceLabel(2));
		assertEquals("gradient, conv3/5@4,3", stack.getStack().getSliceLabel(5));
		assertEquals(0, stack.getStack().getProcessor(5).getf(47, 47), "far from that unit");
	}

	/** Gradients add: that of the margin is the difference. */
	@Test
	void theMarginIsTheBestMinusTheSecond() throws Exception {
		final ImagePlus input = nuclei();
		final ImagePlus margin =
			output(input, "method", "gradient", "view", "map", "target", "top2-top1");
		final String info = margin.getInfoProperty();
		final String second = info.substring(info.indexOf(", ") + 2).split(" ")[0];
		final ImagePlus both =
			output(input, "method", "gradient", "view", "map", "target", "nuclei;" + second);
		final float[] difference = (float[]) both.getStack().getProcessor(1).duplicate().getPixels();
		final ImageProcessor other = both.getStack().getProcessor(2);
		for (int i = 0; i < difference.length; i++)
			difference[i] -= other.getf(i);
		assertArrayEquals(difference, (float[]) margin.getProcessor().getPixels(), 1e-5f);
	}

	@Test
	void anImageCanBeTheBaseline() throws Exception {
		final ImagePlus input = nuclei();
		final java.io.File file = java.io.File.createTempFile("baseline", ".tif");
		try {
			new ij.io.FileSaver(input).saveAsTiff(file.getPath());
			final ImagePlus map =
				output(input, "method", "integrated-gradients", "baseline", file.getPath(), "view", "map");
			assertEquals(0, map.getStatistics().max, "nothing differs from itself");
			assertTrue(map.getInfoProperty().contains(
				"integrated-gradients[baseline=" + file.getPath() + ", steps=6]"), map.getInfoProperty());
		}
		finally {
			assertTrue(file.delete());
		}
	}

	@Test
	void partsAddUpAndMasksDarken() throws Exception {
		final ImagePlus input = nuclei();
		final ImagePlus map = output(input, "method", "gradient", "view", "map");
		final ImagePlus positive = output(input, "method", "gradient", "view", "positive");
		final ImagePlus negative = output(input, "method", "gradient", "view", "negative");
		for (int i = 0; i < 48 * 48; i++)
			assertEquals(map.getProcessor().getf(i),
				positive.getProcessor().getf(i) - negative.getProcessor().getf(i));
		final ImagePlus masked = output(input, "view", "masked");
		assertEquals(8, masked.getBitDepth());
		for (int i = 0; i < 48 * 48; i++)
			assertTrue(masked.getProcessor().get(i) <= input.getProcessor().get(i));
	}

	@Test
	void theColourBarIsPartOfTheOverlay() throws Exception {
		assertEquals(5, output(nuclei()).getOverlay().size());
		assertEquals(2, output(nuclei(), "colourbar", false).getOverlay().size());
	}

	/** A result that is explained in its turn has one heat map, the new one, and keeps what people drew. */
	@ParameterizedTest
	@CsvSource({ "overlay, 6", "masked, 1" })
	void anEarlierHeatMapIsNoPartOfThePicture(final String view, final int lying) throws Exception {
		final ImagePlus first = output(nuclei());
		final Roi drawn = new Roi(3, 3, 5, 5);
		drawn.setName("saliency");
		first.getOverlay().add(drawn);
		final ImagePlus second = output(first, "view", view);
		assertEquals(lying, second.getOverlay().size());
		assertEquals(1,
			Arrays.stream(second.getOverlay().toArray())
				.filter(roi -> roi.getType() == Roi.RECTANGLE && roi.getBounds().equals(drawn.getBounds()))
				.count());
		assertEquals(6, first.getOverlay().size());
	}

	@Test
	void badInputIsSaidInOneLine() {
		assertTrue(error("method", "magic").contains("'method' is one of gradient, "));
		assertTrue(error("compare", "gradient, magic").contains("'compare' is one of gradient, "));
		assertTrue(error("method", "grad-cam", "layer", "conv99").contains("the layers are"));
		assertTrue(error("method", "occlusion", "window", "49").contains("larger than the image"));
		assertTrue(error("method", "smoothgrad", "samples", 0).contains("samples of at least 1"));
		assertTrue(error("method", "integrated-gradients", "baseline", "nowhere.tif")
			.contains("There is no image 'nowhere.tif'"));
		assertTrue(error("opacity", 2).contains("from 0 to 1"));
		assertTrue(error("target", "conv99/3").contains("the layers are"));
		final ImagePlus outside = nuclei();
		outside.setRoi(new Roi(100, 100, 5, 5));
		assertThrows(ExecutionException.class, () -> run(outside));
	}
}
