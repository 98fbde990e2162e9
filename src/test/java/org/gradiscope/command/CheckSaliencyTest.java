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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.gradiscope.attribution.AttributionMethods;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;

/** Maps by all methods are checked, on the embedded network. */
class CheckSaliencyTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	static Stream<String> methods() {
		return AttributionMethods.REGISTRY.names().stream();
	}

	private static ImagePlus image(final Pattern pattern, final int side) {
		return new ImagePlus("image.tif",
			PixelType.RGB.processor(Micropatterns.draw(pattern, side, 7).values()).convertToByte(false));
	}

	private static CommandModule run(final ImagePlus input, final Object... values) throws Exception {
		return COMMANDS.run(CheckSaliency.class, Map.of("input", input, "samples", 3, "steps", 7,
			"masks", 12, "window", "16", "cascade", 2, "curvesteps", 4, "changes", 5), values);
	}

	private static String advice(final ImagePlus input, final Object... values) throws Exception {
		return ((ResultsTable) run(input, values).getOutput("table")).getStringValue("advice", 0);
	}

	private static String error(final Object... values) {
		return QuietCommands.error(() -> run(image(Pattern.NUCLEI, 48), values));
	}

	/** Nuclei in the left half alone, where they are expected. */
	@Test
	void byObjectsAndWhereTheyShouldBeOverAStack() throws Exception {
		final ImageStack stack = new ImageStack(96, 48);
		for (int slice = 0; slice < 2; slice++) {
			final ByteProcessor half = new ByteProcessor(96, 48);
			half.setValue(20);
			half.fill();
			half.insert(PixelType.RGB
				.processor(Micropatterns.draw(Pattern.NUCLEI, 48, 7 + slice).values()).convertToByte(false),
				0, 0);
			stack.addSlice(half);
		}
		final ImagePlus image = new ImagePlus("halves.tif", stack);
		image.setOverlay(new Overlay(new Roi(0, 0, 48, 48)));
		final CommandModule module =
			run(image, "method", "gradient-times-input", "target", "nuclei", "slices", "all",
				"randomization", false, "objects", "grid", "pieces", 8, "expected", "overlay");
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		final ResultsTable means = (ResultsTable) module.getOutput("means");
		for (int row = 0; row < 2; row++) {
			assertEquals(0.5, table.getValue("area-expected", row), 1e-9);
			final double[] halves = positive(image, row + 1);
			assertEquals(halves[0] / (halves[0] + halves[1]),
				table.getValue("energy-where-expected", row), 1e-5);
			assertEquals(halves[2], table.getValue("strongest-where-expected", row));
			assertTrue(table.getStringValue("advice", row).contains("lies where it is expected"));
		}
		final int row = Arrays.asList(means.getColumnAsStrings("figure")).indexOf("road-most-first");
		assertEquals((table.getValue("road-most-first", 0) + table.getValue("road-most-first", 1)) / 2,
			means.getValue("mean", row), 1e-9);
		assertEquals(2, means.getValue("slices", row));
		assertTrue(means.getValue("low", row) < means.getValue("mean", row));
		assertTrue(table.columnExists("objects-deletion-random"));
		image.setOverlay(null);
		image.setRoi(0, 0, 48, 48);
		final ResultsTable selected =
			(ResultsTable) run(image, "method", "gradient-times-input", "target", "nuclei", "slices",
				"all", "randomization", false, "expected", "selection").getOutput("table");
		assertEquals(table.getValue("energy-where-expected", 1),
			selected.getValue("energy-where-expected", 1), 1e-9);
		image.deleteRoi();
		assertTrue(QuietCommands.error(() -> run(image, "method", "gradient", "expected", "selection"))
			.contains("no area is selected"));
	}

	/** What of a map is over zero on the left and on the right, and whether the strongest pixel is on the left. */
	private static double[] positive(final ImagePlus image, final int slice) throws Exception {
		final float[] map = (float[]) ((ImagePlus) COMMANDS.run(SaliencyMap.class, Map.of("input",
			image, "method", "gradient-times-input", "view", "map", "target", "nuclei", "slices", "all"))
			.getOutput("output")).getStack().getPixels(slice);
		final double[] halves = new double[3];
		int strongest = 0;
		for (int p = 0; p < map.length; p++) {
			halves[p % 96 / 48] += Math.max(0, map[p]);
			if (map[p] > map[strongest]) strongest = p;
		}
		halves[2] = strongest % 96 < 48 ? 1 : 0;
		return halves;
	}

	@ParameterizedTest
	@MethodSource("methods")
	void everyMapThatThereIsIsChecked(final String method) throws Exception {
		final CommandModule module = run(image(Pattern.NUCLEI, 48), "method", method);
		final ImagePlus curves = (ImagePlus) module.getOutput("curves");
		assertEquals("image-check-" + method, curves.getTitle());
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		final String advice = table.getStringValue("advice", 0);
		assertTrue(advice.startsWith(method), advice);
		assertTrue(table.getValue("deletion", 0) > 0 && table.getValue("deletion", 0) < 1);
		assertEquals(2, ((ResultsTable) module.getOutput("layers")).size());
		final String info = curves.getInfoProperty();
		assertTrue(info.contains("method " + method + ": " + method), info);
		assertTrue(info.contains("advice for slice 1: " + advice), info);
	}

	/** Each key means what it means in Saliency Map; the check's own are others. */
	@Test
	void theMethodsKeysAreItsOwn() throws Exception {
		final ImagePlus curves = (ImagePlus) run(image(Pattern.NUCLEI, 48), "method",
			"integrated-gradients", "baseline", "white").getOutput("curves");
		final String info = curves.getInfoProperty();
		assertTrue(info.contains("integrated-gradients[baseline=white, steps=7]"), info);
		assertTrue(info.contains(
			"saliency-check[cascade=2, steps=4, baseline=black, orders=3, samples=5, seed=1]"), info);
	}

	/** What Adebayo et al. 2018 found of these three, in words. */
	@Tag("long")
	@Test
	void theAdviceTellsMethodsApart() throws Exception {
		final ImagePlus bacteria = image(Pattern.BACTERIA, 96);
		final String guided = advice(bacteria, "method", "guided-backprop", "cascade", 8);
		final String plain = advice(bacteria, "method", "gradient", "cascade", 8);
		final String integrated = advice(bacteria, "method", "integrated-gradients", "cascade", 8);
		assertTrue(guided.startsWith("guided-backprop hardly changes when the top layers"), guided);
		assertTrue(plain.startsWith("gradient changes when the top layers"), plain);
		assertTrue(integrated.startsWith("integrated-gradients[baseline=black, steps=7] keeps its " +
			"magnitudes and changes its signs when the top layers"), integrated);
	}

	@Test
	void aSlowMapIsCanceledInTheMiddle() throws Exception {
		final CheckSaliency command = new CheckSaliency();
		COMMANDS.context().inject(command);
		final CommandModule module = new CommandModule(new CommandInfo(CheckSaliency.class), command);
		module.setInput("input", image(Pattern.NUCLEI, 48));
		module.setInput("method", "rise");
		module.setInput("masks", 1_000_000_000);
		final Thread thread = new Thread(module::run);
		thread.start();
		thread.join(TimeUnit.SECONDS.toMillis(3));
		assertTrue(thread.isAlive(), "it takes long");
		module.cancel("enough");
		thread.join(TimeUnit.SECONDS.toMillis(30));
		assertTrue(!thread.isAlive(), "it goes on");
		assertTrue(module.isCanceled());
		assertNull(module.getOutput("table"));
	}

	@Test
	void whatCannotBeCheckedIsSaidInOneLine() {
		assertTrue(error("method", "magic").contains("'method' is one of gradient, "));
		for (final String target : List.of("top2-top1", "conv3/5", "nuclei; bacteria", "region"))
			assertEquals("The map of one class can be checked, but the target '" + target +
				"' was given; take top, a label or an index.", error("target", target));
		assertEquals("The key 'curvesteps' is a number of at least 1, but 0 was given.",
			error("curvesteps", 0));
		assertEquals("The key 'changes' is a number of at least 2, but 1 was given.",
			error("changes", 1));
		assertTrue(error("cascade", 0).contains("randomization=false"));
		assertTrue(error("replacement", "red").contains("'replacement' is one of black, "));
		assertTrue(error("method", "rise", "masks", 0).contains("masks of at least 1"));
	}
}
