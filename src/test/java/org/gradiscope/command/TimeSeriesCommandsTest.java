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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.gradiscope.model.ModelSource;
import org.gradiscope.testing.TinySeries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;

/** Time series through the commands. */
class TimeSeriesCommandsTest {

	private static final int TIME = 24;
	private static final int AT = 9;
	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private static Path folder;

	@BeforeAll
	static void save() throws Exception {
		Files.write(folder.resolve("series.pb"),
			((ModelSource.Graph) TinySeries.matchedFilter(true, -1).source()).bytes());
		Files.writeString(folder.resolve("gradiscope.yaml"), """
			input:
			  axes: bxy
			  range: [-2, 2]
			labels: [first, second]
			""");
	}

	private static CommandModule run(final Class<? extends Command> command, final Object... values)
		throws Exception {
		return COMMANDS.run(command, Map.of("model", folder.toString()), values);
	}

	/** The first filter in nothing; the display range must not matter. */
	private static ImagePlus filter(final int rows) {
		final FloatProcessor pixels = new FloatProcessor(TIME, rows);
		for (int f = 0; f < 3; f++)
			for (int k = 0; k < TinySeries.LENGTH; k++)
				pixels.setf(AT + k, f, TinySeries.weight(0, k, f));
		final ImagePlus image = new ImagePlus("filter.tif", pixels);
		image.setDisplayRange(0, 0.3);
		return image;
	}

	private static double energy() {
		double energy = 0;
		for (int f = 0; f < 3; f++)
			for (int k = 0; k < TinySeries.LENGTH; k++)
				energy += Math.pow(TinySeries.weight(0, k, f), 2);
		return energy;
	}

	@Test
	void valuesOf32BitsAreTheNetworksOwn() throws Exception {
		final ResultsTable table =
			(ResultsTable) run(Classify.class, "input", filter(3), "chart", false).getOutput("table");
		assertEquals("first", table.getStringValue("label", 0));
		assertEquals(energy() + TinySeries.BIAS, table.getValue("logit", 0), 1e-4);
	}

	/** The gradient is the filter; the input counts from the range's lower end. */
	@Test
	void theGradientsMapLiesOnTheSeries() throws Exception {
		final ImagePlus map = (ImagePlus) run(SaliencyMap.class, "input", filter(3), "method",
			"gradient-times-input", "target", "first", "view", "map").getOutput("output");
		assertEquals(TIME, map.getWidth());
		assertEquals(3, map.getHeight());
		for (int f = 0; f < 3; f++)
			for (int x = 0; x < TIME; x++) {
				final int k = x - AT;
				final double weight = k < 0 || k >= TinySeries.LENGTH ? 0 : TinySeries.weight(0, k, f);
				assertEquals(weight * (weight + 2), map.getProcessor().getf(x, f), 1e-4,
					"x=" + x + ", y=" + f);
			}
	}

	@Test
	void anotherNumberOfRowsIsRefused() {
		final String message = QuietCommands.error(() -> run(Classify.class, "input", filter(5)));
		assertTrue(message.contains("takes time series of 3 features"), message);
	}

	@Test
	void aFeatureComesWithItsCurves() throws Exception {
		final CommandModule module = run(FeatureVisualization.class, "objective", "class", "target",
			"first; second", "size", 32, "steps", 20);
		final ImagePlus feature = (ImagePlus) module.getOutput("output");
		assertArrayEquals(new int[] { 32, 3, 1, 2, 1 }, feature.getDimensions());
		assertEquals(32, feature.getBitDepth());
		assertEquals(-2, feature.getDisplayRangeMin());
		assertTrue(feature.getProcessor().getMin() < 0 && feature.getProcessor().getMax() <= 2);
		final ImagePlus curves = (ImagePlus) module.getOutput("curves");
		assertEquals(2, curves.getStackSize());
		assertEquals(feature.getTitle() + "-curves", curves.getTitle());
		assertEquals("first", curves.getStack().getSliceLabel(1));
		assertTrue(feature.getInfoProperty().contains("along rows, jitter=8"),
			feature.getInfoProperty());
	}

	@Test
	void aDreamComesWithItsCurves() throws Exception {
		final CommandModule module =
			run(DeepDream.class, "input", filter(3), "layers", "match", "steps", 2, "octaves", 2);
		assertEquals(32, ((ImagePlus) module.getOutput("output")).getBitDepth());
		assertEquals("filter-deep-dream-curves", ((ImagePlus) module.getOutput("curves")).getTitle());
	}

	/** What inverts the layer's answer to the filter answers to the filter alike. */
	@Test
	void aReferenceIsTheNetworksOwnNumbersToo() throws Exception {
		final Path file = folder.resolve("filter.tif");
		ij.IJ.saveAsTiff(filter(3), file.toString());
		final ImagePlus drawn = (ImagePlus) run(FeatureVisualization.class, "objective", "inversion",
			"layer", "match", "reference", file.toString(), "steps", 400).getOutput("output");
		double likeness = 0;
		for (int f = 0; f < 3; f++)
			for (int k = 0; k < TinySeries.LENGTH; k++)
				likeness += TinySeries.weight(0, k, f) * drawn.getProcessor().getf(AT + k, f);
		assertEquals(energy(), likeness, 0.1 * energy());
	}

	@Test
	void aPictureHasNoCurves() throws Exception {
		assertNull(run(FeatureVisualization.class, "model", "micropatterns", "size", 32, "steps", 1)
			.getOutput("curves"));
	}
}
